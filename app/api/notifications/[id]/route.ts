import { respond } from "@/app/api/respond";
import { notificationPatch } from "@/server/contract/api";
import { notFound } from "@/server/errors";
import { loadNotifications } from "@/server/inbox/load-notifications";
import { markNotification, readNotificationId } from "@/server/inbox/mark-notification";

export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer: { userId }, params }) => {
  const eventId = readNotificationId(params.id ?? "");
  const notification = (await loadNotifications(runtime.db.sql, [{ userId, eventId }], { full: true })).get(
    userId,
  )?.[0];
  if (!notification) throw notFound();
  return notification;
});

export const PATCH = respond({ auth: "viewer" }, async ({ runtime, viewer, params, body }) => {
  const patch = await body(notificationPatch);
  return (await markNotification(runtime.db, viewer.userId, params.id ?? "", patch)).notification;
});
