import { and, count, eq, inArray } from "drizzle-orm";
import { watch } from "../../drizzle/schema/preferences";
import type { ResourceType } from "../contract/resource";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

/** How many people watch each of these things; those that nobody watches are not in the answer. */
export async function countWatchers(db: Database, type: ResourceType, ids: number[]): Promise<Map<number, number>> {
  const rows = await db.within((sql) =>
    orm(sql)
      .select({ id: watch.resourceId, watchers: count() })
      .from(watch)
      .where(and(eq(watch.resourceType, type), inArray(watch.resourceId, ids), eq(watch.level, "watching")))
      .groupBy(watch.resourceId),
  );
  return new Map(rows.map(({ id, watchers }) => [id, watchers]));
}
