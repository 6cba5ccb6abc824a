import { accessOf } from "../access/access-of";
import type { Sql } from "../database/database";
import { fragment } from "../database/fragment";

/** Losing access ends a watch. Resolves to how many ended. */
export async function endLostWatches(sql: Sql): Promise<number> {
  const ended = await sql`
    delete from notification.watch w
    where ${accessOf({ userId: fragment`w.user_id`, type: fragment`w.resource_type`, id: fragment`w.resource_id` })} = 'forbidden'`;
  return ended.count;
}
