import { accessOf } from "../access/access-of";
import type { Sql } from "../database/database";

/**
 * Ends at once the watches of those who just lost sight of what they watched: these graphs, their layouts, and
 * these groups. (Upkeep sweeps up what GraphSpace did without telling.)
 */
export async function endWatchesOf(sql: Sql, lost: { graphs?: readonly number[]; groups?: readonly number[] }) {
  const { graphs = [], groups = [] } = lost;
  await sql`
    delete from notification.watch w
    where w.level = 'watching'
      and (w.resource_type = 'graph' and w.resource_id = any(${[...graphs]}::int[])
        or w.resource_type = 'layout' and w.resource_id in (
          select id from public.layout where graph_id = any(${[...graphs]}::int[]))
        or w.resource_type = 'group' and w.resource_id = any(${[...groups]}::int[]))
      and ${accessOf(sql, { userId: sql`w.user_id` as never, type: sql`w.resource_type` as never, id: sql`w.resource_id` as never })} <> 'visible'`;
}
