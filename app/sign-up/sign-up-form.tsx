"use client";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { emptyForm } from "../sign-in/form-state";
import { signUpAction } from "./sign-up-action";

/** Works before JavaScript arrives, like the sign-in form. */
export function SignUpForm({ next }: { next: string }) {
  const [state, action, pending] = useActionState(signUpAction, emptyForm);
  return (
    <form action={action} className="grid gap-4">
      <input type="hidden" name="next" value={next} />
      {state.message && (
        <p role="alert" className="rounded-md bg-removed-soft px-3 py-2 font-medium text-removed">
          {state.message}
        </p>
      )}
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        hint="As your groups will see it. You can leave it out."
        maxLength={80}
        defaultValue={state.name}
        error={state.fields.name}
      />
      <TextField
        label="E-mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={state.email}
        error={state.fields.email}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 8 characters."
        minLength={8}
        required
        error={state.fields.password}
      />
      <Button type="submit" look="primary" size="large" disabled={pending} className="mt-1">
        {pending ? "Making your account…" : "Make my account"}
      </Button>
    </form>
  );
}
