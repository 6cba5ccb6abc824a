import { respond } from "@/app/api/respond";
import { discardDeadLetter } from "@/server/operations/discard-dead-letter";

/** Takes a dead letter off the list of those that wait; administrators only. */
export const POST = respond({ auth: "admin" }, async ({ runtime, viewer, params: { id = "" } }) => {
  await discardDeadLetter(runtime.db, { id, by: viewer.email });
  return new Response(null, { status: 204 });
});
