import { respond } from "@/app/api/respond";
import { revokeEventToken } from "@/server/identity/revoke-event-token";

/** Ends a producer's token at once. */
export const DELETE = respond({ auth: "admin" }, async ({ runtime, params: { id = "" } }) => {
  await revokeEventToken(runtime, id);
  return new Response(null, { status: 204 });
});
