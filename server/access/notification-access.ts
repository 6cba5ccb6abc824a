import { removalVerbs } from "../contract/event";
import { notificationTypes } from "../contract/notification-types";
import type { Sql } from "../database/database";
import { accessOf, type Fragment } from "./access-of";

const removals = [...removalVerbs];

/**
 * Whether one person may still see one notification, as an SQL expression that yields an `Access`, over the
 * aliases `n` (notification: `user_id`, `reasons`) and `e` (event). Removal notices are exempt, and where the
 * group is the only reason, membership of that group is required.
 */
export function notificationAccess(sql: Sql): Fragment {
  return sql`(case
    when e.verb = any(${removals}) then 'visible'
    when n.reasons = ${notificationTypes.group.bit}::smallint and e.group_id is not null
      and exists (select from public."group" where id = e.group_id)
      and not exists (select from public.group_to_user where group_id = e.group_id and user_id = n.user_id)
      then 'forbidden'
    else ${accessOf(sql, { userId: sql`n.user_id`, type: sql`e.resource_type`, id: sql`e.resource_id` })}
    end)` as unknown as Fragment;
}
