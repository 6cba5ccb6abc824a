import type { Sql } from "../database/database";

/**
 * Hides notifications whose access check has just failed; upkeep shows them again should access come back.
 * Locks in (user, event) order, like everything that updates many rows.
 */
export async function hideForbidden(sql: Sql, rows: { userId: number; eventId: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    with locked as materialized (
      select n.user_id, n.event_id
      from unnest(${rows.map((row) => row.userId)}::int[], ${rows.map((row) => row.eventId)}::bigint[]) as w(user_id, event_id)
      join notification.notification n using (user_id, event_id)
      where n.hidden_at is null
      order by n.user_id, n.event_id for update of n)
    update notification.notification n
    set hidden_at = now(), changed = pg_current_xact_id(), revision = revision + 1
    from locked l where n.user_id = l.user_id and n.event_id = l.event_id`;
}
