import { respond } from "@/app/api/respond";
import { deleteNotifications } from "@/server/inbox/delete-notifications";

/** Deletes every notification of the viewer, for good. */
export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer }) => ({
  deleted: await deleteNotifications(runtime.db, viewer.userId),
}));
