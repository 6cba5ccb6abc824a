import { deviceOf, signedIn } from "@/app/api/auth/signed-in";
import { respond } from "@/app/api/respond";
import { newAccount } from "@/server/contract/account";
import { endSessions } from "@/server/identity/end-sessions";
import { signUp } from "@/server/identity/sign-up";

/** Makes an account and opens a session. */
export const POST = respond(
  { auth: "anyone", sameOrigin: true, maxBytes: 16_384 },
  async ({ runtime, viewer, request, address, body }) => {
    const opened = await signUp(runtime, await body(newAccount), deviceOf(request, address));
    if (viewer?.sessionId) await endSessions(runtime, { userId: viewer.userId, id: viewer.sessionId });
    return signedIn(runtime, opened, 201);
  },
);
