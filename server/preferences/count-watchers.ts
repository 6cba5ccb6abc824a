import type { ResourceType } from "../contract/resource";
import type { Database } from "../database/database";

/** How many people watch each of these things; those that nobody watches are not in the answer. */
export async function countWatchers(db: Database, type: ResourceType, ids: number[]): Promise<Map<number, number>> {
  const rows = await db.within(
    (sql) => sql<{ id: number; watchers: number }[]>`
      select resource_id as id, count(*)::int as watchers from notification.watch
      where resource_type = ${type} and resource_id = any(${ids}::int[]) and level = 'watching'
      group by resource_id`,
  );
  return new Map(rows.map(({ id, watchers }) => [id, watchers]));
}
