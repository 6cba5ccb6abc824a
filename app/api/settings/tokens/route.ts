import { respond } from "@/app/api/respond";
import { newEventToken } from "@/server/contract/account";
import { forbidden } from "@/server/errors";
import { createEventToken } from "@/server/identity/create-event-token";
import { listEventTokens } from "@/server/identity/list-event-tokens";

/** Producers' tokens; administrators only. */
export const GET = respond({ auth: "admin" }, async ({ runtime }) => ({ tokens: await listEventTokens(runtime) }));

/** Makes one; the answer is the only place where it is shown. It would outlive a host's token, so that makes none. */
export const POST = respond({ auth: "admin" }, async ({ runtime, viewer, body }) => {
  if (viewer.via !== "session") throw forbidden("Sign in on GraphSpace itself to make a token.");
  return Response.json(await createEventToken(runtime, await body(newEventToken)), { status: 201 });
});
