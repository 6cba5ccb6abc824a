import { respond } from "@/app/api/respond";
import { mailAction } from "@/server/contract/operations";
import { resolveMail } from "@/server/operations/resolve-mail";

/** Resends or dismisses a mail of which nobody knows whether it arrived; administrators only. */
export const POST = respond({ auth: "admin" }, async ({ runtime, viewer, params: { id = "" }, body }) => {
  const { action } = await body(mailAction);
  await resolveMail(runtime.db, { id, how: action, by: viewer.email });
  return new Response(null, { status: 204 });
});
