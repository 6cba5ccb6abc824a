import { respond } from "@/app/api/respond";
import { forbidden } from "@/server/errors";
import { endSessions } from "@/server/identity/end-sessions";
import { listDevices } from "@/server/identity/list-devices";

/** Where the viewer is signed in. */
export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer }) => ({
  devices: await listDevices(runtime, viewer),
}));

/** Signs out every other device. */
export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer }) => {
  if (viewer.via !== "session") throw forbidden("Sign in on GraphSpace itself to sign devices out.");
  return { ended: await endSessions(runtime, { userId: viewer.userId, allBut: viewer.sessionId }) };
});
