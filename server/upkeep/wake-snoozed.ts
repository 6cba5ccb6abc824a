import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";

/** Brings back what was snoozed until now. Resolves to how many came back. */
export async function wakeSnoozed(db: Database): Promise<number> {
  const woken = await db.transaction(
    (sql) => sql`
      with due as materialized (
        select user_id, event_id from notification.notification
        where snoozed_until <= now()
        order by user_id, event_id limit 5000 for update skip locked)
      update notification.notification n
      set snoozed_until = null, woken_at = now(), changed = pg_current_xact_id(), revision = revision + 1
      from due d where n.user_id = d.user_id and n.event_id = d.event_id`,
  );
  if (woken.count > 0) await wake(db.sql, channels.changed);
  return woken.count;
}
