import { respond } from "@/app/api/respond";
import { notificationPatch } from "@/server/contract/api";
import { markNotification } from "@/server/inbox/mark-notification";
import { readOneNotification } from "@/server/inbox/read-one-notification";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, params }) =>
  readOneNotification(runtime.db, viewer.userId, params.id ?? ""),
);

export const PATCH = respond({ auth: "viewer" }, async ({ runtime, viewer, params, body }) => {
  const patch = await body(notificationPatch);
  return (await markNotification(runtime.db, viewer.userId, params.id ?? "", patch)).notification;
});
