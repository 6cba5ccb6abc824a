import type { Notification } from "../contract/notification";
import type { Database } from "../database/database";
import { notFound } from "../errors";
import { loadNotifications } from "./load-notifications";
import { readNotificationId } from "./mark-notification";

/** One of a person's notifications. Somebody else's, a hidden one and one that never was are all a 404. */
export async function readOneNotification(db: Database, userId: number, id: string): Promise<Notification> {
  const eventId = readNotificationId(id);
  const notification = (await db.within((sql) => loadNotifications(sql, [{ userId, eventId }]))).get(userId)?.[0];
  if (!notification) throw notFound();
  return notification;
}
