import { removalVerbs } from "../contract/event";
import { notificationTypes } from "../contract/notification-types";
import type { Sql } from "../database/database";
import { accessOf, type Fragment } from "./access-of";

const removals = [...removalVerbs];

/**
 * Whether one person may still see one notification, as an SQL expression that yields an `Access`, over the
 * aliases `n` (notification: `user_id`, `reasons`) and `e` (event). Removal notices are never forbidden: what was
 * taken away is gone for this person. Where the group is the only reason, membership of it is required.
 */
export function notificationAccess(sql: Sql): Fragment {
  const access = accessOf(sql, { userId: sql`n.user_id`, type: sql`e.resource_type`, id: sql`e.resource_id` });
  return sql`(case
    when n.reasons = ${notificationTypes.group.bit}::smallint and e.verb <> all(${removals})
      and exists (select from public."group" where id = any(e.group_ids || e.group_id))
      and not exists (
        select from public.group_to_user where group_id = any(e.group_ids || e.group_id) and user_id = n.user_id)
      then 'forbidden'
    else coalesce(nullif(${access}, 'forbidden'), case when e.verb = any(${removals}) then 'gone' else 'forbidden' end)
    end)` as unknown as Fragment;
}
