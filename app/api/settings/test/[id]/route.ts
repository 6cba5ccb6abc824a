import { respond } from "@/app/api/respond";
import { findTestNotification } from "@/server/inbox/find-test-notification";

/** How far a test has come: `arrival` is null while it is on its way. */
export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer, params: { id = "" } }) => ({
  arrival: await findTestNotification(runtime.db, viewer.userId, id),
}));
