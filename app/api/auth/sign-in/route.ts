import { deviceOf, signedIn } from "@/app/api/auth/signed-in";
import { respond } from "@/app/api/respond";
import { credentials } from "@/server/contract/api";
import { endSessions } from "@/server/identity/end-sessions";
import { signIn } from "@/server/identity/sign-in";

/** Opens a session for an e-mail and a password. */
export const POST = respond(
  { auth: "anyone", sameOrigin: true, maxBytes: 16_384 },
  async ({ runtime, viewer, request, address, body }) => {
    const opened = await signIn(runtime, { ...(await body(credentials)), device: deviceOf(request, address), viewer });
    // The cookie is about to be replaced; what it stood for must not live on.
    if (viewer?.sessionId) await endSessions(runtime, { userId: viewer.userId, id: viewer.sessionId });
    return signedIn(runtime, opened, 200);
  },
);
