import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { addressOf } from "@/server/client-address";
import { isAppError } from "@/server/errors";
import { checkOrigin } from "@/server/identity/check-origin";
import { endSessions } from "@/server/identity/end-sessions";
import { sessionCookieOptions } from "@/server/identity/session-cookie";
import type { SigningDevice } from "@/server/identity/start-session";
import type { Viewer } from "@/server/identity/viewer";
import { getRuntime, type Runtime } from "@/server/runtime";
import { currentViewer } from "../viewer";
import type { FormState } from "./form-state";
import { pathAfter } from "./path-after";

/** What the two forms share: open a session, set its cookie and go on; or say what is wrong, beside its field. */
export async function enter(
  form: FormData,
  open: (runtime: Runtime, device: SigningDevice, viewer: Viewer | null) => Promise<{ token: string }>,
): Promise<FormState> {
  const runtime = getRuntime();
  const given = await headers();
  try {
    checkOrigin(runtime.config, given);
    const before = await currentViewer();
    const { token } = await open(runtime, { userAgent: given.get("user-agent"), address: addressOf(given) }, before);
    // The cookie is about to be replaced; what it stood for must not live on.
    if (before?.sessionId) await endSessions(runtime, { userId: before.userId, id: before.sessionId });
    const { name, ...options } = sessionCookieOptions(runtime.config);
    (await cookies()).set(name, token, options);
  } catch (error) {
    return refused(error, form);
  }
  redirect(pathAfter(form.get("next")));
}

const labels: Record<string, string> = { email: "The e-mail address", password: "The password", name: "The name" };

/** An error as a form shows it; a defect is thrown on. */
function refused(error: unknown, form: FormData): FormState {
  if (!isAppError(error)) throw error;
  const fields: Record<string, string> = {};
  for (const { field, message } of error.fields) fields[field] ??= `${labels[field] ?? field} ${message}.`;
  const message = error.fields.length > 0 ? undefined : error.message;
  return { message, fields, email: textOf(form, "email"), name: textOf(form, "name") };
}

/** A text field of a form, "" where it is missing or a file. */
export const textOf = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
};
