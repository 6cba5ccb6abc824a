import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";

/**
 * Deletes a person's notifications for good, with what could undo actions on them; resolves to how many. The events
 * stay, since others hear of them, and remember that they were told: no redelivery brings one back.
 */
export async function deleteNotifications(db: Database, userId: number): Promise<number> {
  const deleted = await db.transaction(async (sql) => {
    await sql`delete from notification.undo where user_id = ${userId}`;
    const { count } = await sql`delete from notification.notification where user_id = ${userId}`;
    // Rows that are gone tell nobody that they changed: open pages, and those that come back, learn it from here.
    await sql`
      insert into notification.inbox_state (user_id, erased) values (${userId}, pg_current_xact_id())
      on conflict (user_id) do update set erased = excluded.erased`;
    return count;
  }, 60_000);
  if (deleted > 0) await wake(db.sql, channels.changed);
  return deleted;
}
