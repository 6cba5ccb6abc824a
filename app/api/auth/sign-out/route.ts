import { respond } from "@/app/api/respond";
import { endSessions } from "@/server/identity/end-sessions";
import { clearedCookie } from "@/server/identity/session-cookie";

/** Ends the session of this device; its sockets close. Without one it only clears the cookie. */
export const POST = respond({ auth: "anyone", sameOrigin: true }, async ({ runtime, viewer }) => {
  if (viewer?.sessionId) await endSessions(runtime, { userId: viewer.userId, id: viewer.sessionId });
  return new Response(null, { status: 204, headers: { "Set-Cookie": clearedCookie(runtime.config) } });
});
