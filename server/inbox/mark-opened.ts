import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";
import { changeStates } from "./mark-many";

/** Somebody opened a graph: what was unread about it, or about its layouts, is read now. Resolves to how many. */
export async function markOpened(db: Database, userId: number, graphId: number): Promise<{ affected: number }> {
  const affected = await db.transaction(async (sql) => {
    const unread = await sql<{ id: string }[]>`
      select n.event_id as id from notification.notification n join notification.event e on e.id = n.event_id
      where n.user_id = ${userId} and n.read_at is null and n.hidden_at is null
        and (e.graph_id = ${graphId} or e.resource_type = 'graph' and e.resource_id = ${graphId})`;
    if (unread.length === 0) return 0;
    return (await changeStates(sql, userId, { ids: unread.map(({ id }) => id) }, { read: true })).affected;
  });
  if (affected > 0) await wake(db.sql, channels.changed);
  return { affected };
}
