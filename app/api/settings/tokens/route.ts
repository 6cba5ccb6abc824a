import { respond } from "@/app/api/respond";
import { newEventToken } from "@/server/contract/account";
import { createEventToken } from "@/server/identity/create-event-token";
import { listEventTokens } from "@/server/identity/list-event-tokens";

/** Producers' tokens; administrators only. */
export const GET = respond({ auth: "admin" }, async ({ runtime }) => ({ tokens: await listEventTokens(runtime) }));

/** Makes one; the answer is the only place where the token itself is shown. */
export const POST = respond({ auth: "admin" }, async ({ runtime, body }) =>
  Response.json(await createEventToken(runtime, await body(newEventToken)), { status: 201 }),
);
