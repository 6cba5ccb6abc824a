import { accessOf } from "../access/access-of";
import type { ResourceRef } from "../contract/resource";
import { type Fragment, fragment } from "../database/fragment";

/** Over `e`: what happened to a graph (its layouts included), to a layout, or in a group. Walks the indexes. */
export const aboutResource = ({ type, id }: ResourceRef): Fragment =>
  type === "layout"
    ? fragment`e.resource_type = 'layout' and e.resource_id = ${id}`
    : fragment`e.id in (
        select id from notification.event where resource_type = ${type} and resource_id = ${id}
        union all select id from notification.event where ${type === "graph" ? fragment`graph_id` : fragment`group_id`} = ${id})`;

/**
 * Over `e`: what a viewer of that resource may know of it: nothing of layouts that they may not see, nor of sharing
 * with groups that they are not in.
 */
export const mayKnow = (viewer: { userId: number; email: string }, { type }: ResourceRef): Fragment =>
  fragment`(e.resource_type <> 'layout' or e.actor = ${viewer.email}
      or ${accessOf({ userId: viewer.userId, type: "layout", id: fragment`e.resource_id` })} = 'visible')
    and (e.group_id is null or ${type} = 'group' or e.actor = ${viewer.email} or exists (
      select from public.group_to_user m where m.group_id = e.group_id and m.user_id = ${viewer.userId}))`;
