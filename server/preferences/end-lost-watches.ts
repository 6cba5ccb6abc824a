import { accessOf } from "../access/access-of";
import type { Sql } from "../database/database";

/** Losing access ends a watch (a mute stays harmless). For upkeep; resolves to how many ended. */
export async function endLostWatches(sql: Sql): Promise<number> {
  const ended = await sql`
    delete from notification.watch w
    where w.level = 'watching'
      and ${accessOf(sql, { userId: sql`w.user_id`, type: sql`w.resource_type`, id: sql`w.resource_id` })} <> 'visible'`;
  return ended.count;
}
