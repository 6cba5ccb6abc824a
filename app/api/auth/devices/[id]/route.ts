import { respond } from "@/app/api/respond";
import { forbidden, notFound } from "@/server/errors";
import { endSessions } from "@/server/identity/end-sessions";
import { clearedCookie } from "@/server/identity/session-cookie";

/** Signs one device out. */
export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer, params: { id = "" } }) => {
  if (viewer.via !== "session") throw forbidden("Sign in on GraphSpace itself to sign devices out.");
  if ((await endSessions(runtime, { userId: viewer.userId, id })) === 0) throw notFound();
  const headers = id === viewer.sessionId ? { "Set-Cookie": clearedCookie(runtime.config) } : undefined;
  return new Response(null, { status: 204, headers });
});
