import { accessOf } from "../access/access-of";
import type { Sql } from "../database/database";
import { fragment } from "../database/fragment";

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
      and ${accessOf({ userId: fragment`w.user_id`, type: fragment`w.resource_type`, id: fragment`w.resource_id` })} <> 'visible'`;
}
