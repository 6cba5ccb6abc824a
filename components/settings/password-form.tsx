"use client";
import { api } from "../api";
import { Button } from "../ui/button";
import { TextField } from "../ui/text-field";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** A new password: every other device is signed out. */
export function PasswordForm({ email }: { email: string }) {
  const { pending, outcome, fields, run } = useAction();
  return (
    <form
      className="grid gap-4 p-5"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const { currentPassword, newPassword } = Object.fromEntries(new FormData(form));
        const change = () => api("/api/auth/password", { method: "PUT", body: { currentPassword, newPassword } });
        if (await run(change, "Changed. Your other devices are signed out.")) form.reset();
      }}
    >
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="Password now"
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        required
        error={fields.currentPassword}
        className="max-w-sm"
      />
      <TextField
        label="New password"
        name="newPassword"
        type="password"
        autoComplete="new-password"
        required
        minLength={8}
        hint="At least 8 characters; a few words in a row are easy to remember and hard to guess."
        error={fields.newPassword}
        className="max-w-sm"
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={pending}>
          {pending ? "Changing…" : "Change password"}
        </Button>
        <OutcomeLine outcome={outcome} />
      </div>
    </form>
  );
}
