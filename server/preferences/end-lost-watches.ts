import { accessOf } from "../access/access-of";
import type { Sql } from "../database/database";

/** Losing access ends a watch. Resolves to how many ended. */
export async function endLostWatches(sql: Sql): Promise<number> {
  const ended = await sql`
    delete from notification.watch w
    where ${accessOf(sql, { userId: sql`w.user_id`, type: sql`w.resource_type`, id: sql`w.resource_id` })} = 'forbidden'`;
  return ended.count;
}
