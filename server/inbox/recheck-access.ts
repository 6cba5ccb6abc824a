import { notificationAccess } from "../access/notification-access";
import type { Sql } from "../database/database";

/** What changed about who may see what. */
export type AccessChange = {
  /** Graphs that were shared, unshared, published or hidden. */
  graphs: number[];
  /** Layouts that were shared or unshared. */
  layouts: number[];
  /** People who came into a group or left it. */
  memberships: { userId: number; groupId: number }[];
};

/**
 * Checks those notifications again that a change of access may concern: hides what was lost, shows again what was
 * regained (changed, not arrived: no toast). Resolves to how many rows changed.
 */
export async function recheckAccess(sql: Sql, { graphs, layouts, memberships }: AccessChange): Promise<number> {
  const changed = await sql`
    with concerned as (
      select n.user_id, n.event_id from notification.event e
      join notification.notification n on n.event_id = e.id
      where e.graph_id = any(${graphs}::int[])
        or (e.resource_type = 'layout' and e.resource_id = any(${layouts}::int[]))
      union
      select n.user_id, n.event_id
      from unnest(${memberships.map((each) => each.userId)}::int[], ${memberships.map((each) => each.groupId)}::int[])
        as m(user_id, group_id)
      join notification.notification n on n.user_id = m.user_id
      join notification.event e on e.id = n.event_id
      where n.group_id = m.group_id or m.group_id = any(e.group_ids)
        or (e.resource_type = 'group' and e.resource_id = m.group_id)
        or e.graph_id in (select graph_id from public.group_to_graph s where s.group_id = m.group_id)
    ), locked as materialized (
      select n.user_id, n.event_id, ${notificationAccess.each} = 'forbidden' as lost
      from concerned c
      join notification.notification n using (user_id, event_id)
      join notification.event e on e.id = n.event_id
      order by n.user_id, n.event_id for update of n)
    update notification.notification n
    set hidden_at = case when lost then now() end, changed = pg_current_xact_id(), revision = revision + 1
    from locked l
    where n.user_id = l.user_id and n.event_id = l.event_id and lost <> (n.hidden_at is not null)`;
  return changed.count;
}
