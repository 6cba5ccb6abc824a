"use client";
import { useRouter } from "next/navigation";
import { api } from "../api";
import { Button } from "../ui/button";
import { TextField } from "../ui/text-field";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** The name that others see. */
export function ProfileForm({ email, name }: { email: string; name: string }) {
  const router = useRouter();
  const { pending, outcome, fields, run } = useAction();
  return (
    <form
      className="grid gap-4 p-5"
      onSubmit={async (event) => {
        event.preventDefault();
        const body = { name: new FormData(event.currentTarget).get("name") };
        if (await run(() => api("/api/settings/profile", { method: "PATCH", body }), "Saved.")) router.refresh();
      }}
    >
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        defaultValue={name}
        error={fields.name}
        hint="Shown to the people you share graphs with."
        className="max-w-sm"
      />
      <p className="text-ink-2">
        You sign in as <strong>{email}</strong>.
      </p>
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={pending}>
          Save name
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
    </form>
  );
}
