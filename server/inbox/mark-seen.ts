import type { Database } from "../database/database";
import { requireThisDatabase } from "./mark-many";
import { pgSnapshotText, readSnapshot } from "./snapshot";

/** Moves a person's seen line up to a list's snapshot; never back. Marks nothing read. */
export async function markSeen(db: Database, userId: number, token: string): Promise<{ seen: true }> {
  const snapshot = readSnapshot(token);
  await db.transaction(async (sql) => {
    await requireThisDatabase(sql, snapshot);
    await sql`
      insert into notification.inbox_state as s (user_id, seen_snapshot, seen_at)
      values (${userId}, ${pgSnapshotText(snapshot)}::text::pg_snapshot, now())
      on conflict (user_id) do update set seen_snapshot = excluded.seen_snapshot, seen_at = excluded.seen_at
      where s.seen_snapshot is null or pg_snapshot_xmax(s.seen_snapshot) <= pg_snapshot_xmax(excluded.seen_snapshot)`;
  });
  return { seen: true };
}
