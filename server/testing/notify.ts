import type { Database, Sql } from "../database/database";
import { channels, wake } from "../database/wake";

let made = 0;

/** Stores one event about a public graph and a notification of it for each person, as the pipeline would. */
export async function notify(
  sql: Sql,
  userIds: number[],
  { name = "Wnt", reasons = 1 }: { name?: string; reasons?: number } = {},
): Promise<string> {
  const [event] = await sql<{ id: string }[]>`
    insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name, occurred_at)
    values ('/test', ${`test-${process.pid}-${++made}`}, 'graph.updated', 'someone@lab.org', 'graph', 999999, ${name}, now())
    returning id`;
  const { id } = event as { id: string };
  await sql`
    insert into notification.notification (user_id, event_id, reasons)
    select person, ${id}, ${reasons} from unnest(${userIds}::int[]) person order by 1`;
  return id;
}

/** The same, committed and announced. */
export async function notifyAndWake(db: Database, ...[userIds, what]: [number[], { name?: string }?]): Promise<string> {
  const id = await notify(db.sql, userIds, what);
  await wake(db.sql, channels.changed);
  return id;
}
