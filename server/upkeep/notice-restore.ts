import type { Database } from "../database/database";

export type DatabaseIdentity = { system: string; timeline: string };

/**
 * Called before anything is served. A database that was restored (another system, or another timeline of the same
 * one) may number its transactions below those in our rows: cursors of before mean nothing. So all rows count as
 * long arrived, and mail waits until the operator has seen what Kafka filled in. Resolves to true after a restore.
 */
export async function noticeRestore(db: Database): Promise<boolean> {
  return db.transaction(async (sql) => {
    const [today] = await sql<[DatabaseIdentity]>`
      select (select system_identifier from pg_control_system())::text as system,
        left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) as timeline`;
    const [known] = await sql<{ value: DatabaseIdentity }[]>`
      select value from notification.installation where key = 'database' for update`;
    const same = known && known.value.system === today.system && known.value.timeline === today.timeline;
    if (same) return false;
    await sql`
      insert into notification.installation (key, value) values ('database', ${sql.json(today)})
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    if (!known) return false;
    // "Only new ones" is a cursor too: what it left out stays out, what comes from now on is new.
    await sql`
      insert into notification.digest_item (user_id, event_id)
      select n.user_id, n.event_id from notification.email_schedule s join notification.notification n using (user_id)
      where pg_visible_in_snapshot(n.arrived, s.after_snapshot)
      order by n.user_id, n.event_id on conflict do nothing`;
    await sql`update notification.email_schedule set after_snapshot = null where after_snapshot is not null`;
    await sql`update notification.notification set arrived = '3'::xid8, changed = '3'::xid8`;
    await sql`update notification.inbox_state set seen_snapshot = null, erased = null`;
    await sql`
      insert into notification.installation (key, value)
      values ('mail-hold', jsonb_build_object('since', now(), 'reason', 'The database was restored.',
        'lastEventId', (select coalesce(max(id), 0)::text from notification.event)))
      on conflict (key) do update set value = excluded.value, updated_at = now()`;
    return true;
  }, 600_000);
}
