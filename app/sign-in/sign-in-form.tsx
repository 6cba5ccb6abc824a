"use client";
import { useActionState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { emptyForm } from "./form-state";
import { signInAction } from "./sign-in-action";

const demoPeople = [
  { name: "Ana", email: "ana@example.org", about: "owns Wnt Lab" },
  { name: "Bo", email: "bo@example.org", about: "owns Yeast Atlas" },
  { name: "Chen", email: "chen@example.org", about: "in Wnt Lab" },
  { name: "Admin", email: "admin@example.org", about: "administrator" },
];

/** Works before JavaScript arrives: a plain form whose answer is the same page with the errors in place. */
export function SignInForm({ next, demo }: { next: string; demo: boolean }) {
  const [state, action, pending] = useActionState(signInAction, emptyForm);
  return (
    <>
      <form action={action} className="grid gap-4">
        <input type="hidden" name="next" value={next} />
        {state.message && (
          <p role="alert" className="rounded-md bg-removed-soft px-3 py-2 font-medium text-removed">
            {state.message}
          </p>
        )}
        <TextField
          label="E-mail address"
          name="email"
          autoComplete="username"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
          defaultValue={state.email}
          error={state.fields.email}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={state.fields.password}
        />
        <Button type="submit" look="primary" size="large" disabled={pending} className="mt-1">
          {pending ? "Signing in…" : "Sign in"}
        </Button>
      </form>
      {demo && <DemoPeople next={next} action={action} pending={pending} />}
    </>
  );
}

/** The demo's accounts, one press each. Only on loopback: their password is known to everyone. */
function DemoPeople({ next, action, pending }: { next: string; action: (form: FormData) => void; pending: boolean }) {
  return (
    <form action={action} aria-labelledby="demo-people" className="mt-8 border-t border-line pt-5">
      <h2 id="demo-people" className="font-medium">
        Try the demo as
      </h2>
      <p className="mt-0.5 text-meta text-ink-3">
        Every password is <code className="font-mono text-ink-2">graphspace</code>.
      </p>
      <input type="hidden" name="next" value={next} />
      <input type="hidden" name="password" value="graphspace" />
      <ul className="mt-3 grid gap-2 sm:grid-cols-2">
        {demoPeople.map(({ name, email, about }) => (
          <li key={email}>
            <button
              type="submit"
              name="email"
              value={email}
              disabled={pending}
              data-tip={email}
              className="flex w-full items-center gap-2.5 rounded-md border border-line px-2.5 py-2 text-left transition-colors hover:bg-sunk disabled:opacity-60"
            >
              <Avatar name={name} />
              <span className="min-w-0 leading-tight">
                <span className="block font-medium">{name}</span>
                <span className="block truncate text-meta text-ink-3">{about}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
