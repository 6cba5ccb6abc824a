import { type NotificationPatch, notificationPatch } from "../contract/api";
import type { Notification } from "../contract/notification";
import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";
import { notFound } from "../errors";
import { parse } from "../parse";
import { loadNotifications } from "./load-notifications";
import { changeStates, requireFuture } from "./mark-many";

/** Changes one notification and returns it. Somebody else's, a hidden one and one that never was are all a 404. */
export async function markNotification(
  db: Database,
  userId: number,
  id: string,
  input: NotificationPatch,
): Promise<{ notification: Notification; undoToken: string | null }> {
  const patch = parse(notificationPatch, input);
  requireFuture(patch.snoozedUntil);
  const eventId = readNotificationId(id);
  const { affected, notification, undoToken } = await db.transaction(async (sql) => {
    const { affected, token } = await changeStates(sql, userId, { ids: [eventId] }, patch);
    const notification = (await loadNotifications(sql, [{ userId, eventId }])).get(userId)?.[0];
    // What was lost meanwhile is rolled back too: a 404 has changed nothing.
    if (!notification) throw notFound();
    return { affected, notification, undoToken: token };
  });
  if (affected > 0) await wake(db.sql, channels.changed);
  return { notification, undoToken };
}

/** An id as it came in a path; what can be no id is a 404 too. */
export function readNotificationId(id: string): string {
  if (!/^[1-9]\d{0,18}$/.test(id) || BigInt(id) >= 1n << 63n) throw notFound();
  return id;
}
