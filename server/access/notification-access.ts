import { removalVerbs } from "../contract/event";
import { notificationTypes } from "../contract/notification-types";
import type { Sql } from "../database/database";
import { accessText, type Fragment } from "./access-of";

const removal = `e.verb in (${[...removalVerbs].map((verb) => `'${verb}'`).join(", ")})`;
const groups = "(e.group_ids || e.group_id)";

const text = `(case
  when n.reasons = ${notificationTypes.group.bit} and not ${removal}
    and not exists (select from public.group_to_user where group_id = any(${groups}) and user_id = n.user_id)
    and exists (select from public."group" where id = any(${groups}))
    then 'forbidden'
  else coalesce(nullif(${accessText({ userId: "n.user_id", type: "e.resource_type", id: "e.resource_id" })}, 'forbidden'),
    case when ${removal} then 'gone' else 'forbidden' end)
  end)`;

/**
 * Whether one person may still see one notification, as an SQL expression that yields an `Access`, over the
 * aliases `n` (notification: `user_id`, `reasons`) and `e` (event). Removal notices are never forbidden: what was
 * taken away is gone for this person. Where the group is the only reason, membership of it is required.
 */
export const notificationAccess = (sql: Sql): Fragment => sql.unsafe(text) as unknown as Fragment;
