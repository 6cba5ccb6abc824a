import type { NotificationPatch } from "../contract/api";
import type { Database } from "../database/database";
import { fragment } from "../database/fragment";
import { channels, wake } from "../database/wake";
import { notFound } from "../errors";
import { outcome, outcomeOf, stateOf } from "./changing";
import { countNotifications } from "./count-notifications";

/**
 * Takes an action back, once and within an hour: rows that still are as it left them get their old state; what
 * somebody changed since stays.
 */
export async function undoAction(db: Database, userId: number, token: string) {
  const affected = await db.transaction(async (sql) => {
    const [undo] = await sql<{ patch: NotificationPatch }[]>`
      update notification.undo set undone_at = now()
      where token = ${token}::uuid and user_id = ${userId} and undone_at is null and created_at > now() - interval '1 hour'
      returning changed -> 'patch' as patch`;
    if (!undo) throw notFound("This can no longer be undone.");
    const at = fragment`(select (changed ->> 'at')::timestamptz from notification.undo where token = ${token}::uuid)`;
    const left = outcomeOf(outcome(undo.patch, at));
    const restored = await sql`
      with r as materialized (
        select old.* from notification.undo u, jsonb_to_recordset(u.changed -> 'rows') as old(event_id bigint,
          read_at timestamptz, archived_at timestamptz, saved_at timestamptz, snoozed_until timestamptz, woken_at timestamptz)
        where u.token = ${token}::uuid),
      locked as materialized (
        select r.* from r join notification.notification n on n.user_id = ${userId} and n.event_id = r.event_id
        where ${stateOf("n")} is not distinct from ${left}
        order by n.user_id, n.event_id for update of n)
      update notification.notification n
      set read_at = r.read_at, archived_at = r.archived_at, saved_at = r.saved_at, snoozed_until = r.snoozed_until,
        woken_at = r.woken_at, changed = pg_current_xact_id(), revision = n.revision + 1
      from locked r where n.user_id = ${userId} and n.event_id = r.event_id`;
    return restored.count;
  }, 60_000);
  if (affected > 0) await wake(db.sql, channels.changed);
  return { affected, counts: await countNotifications(db, userId) };
}
