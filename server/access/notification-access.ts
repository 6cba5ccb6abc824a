import { removalVerbs } from "../contract/event";
import { notificationTypes } from "../contract/notification-types";
import { fixed } from "../database/fragment";
import { accessText, accessTextOf, theJoined, theViewer, type Who, whoeverIs } from "./access-of";

const removal = `e.verb in (${[...removalVerbs].map((verb) => `'${verb}'`).join(", ")})`;
const groups = "(e.group_ids || e.group_id)";

const textFor = (who: Who) => `(case
  when n.reasons = ${notificationTypes.group.bit} and not ${removal}
    and not ${who.memberOfAny(groups)}
    and exists (select from public."group" where id = any(${groups}))
    then 'forbidden'
  else coalesce(nullif(${accessText({ who, type: "e.resource_type", id: "e.resource_id" })}, 'forbidden'),
    case when ${removal} then 'gone' else 'forbidden' end)
  end)`;

/**
 * Whether one person may still see one notification, as an SQL expression that yields an `Access`, over the
 * aliases `n` (notification: `user_id`, `reasons`) and `e` (event). Removal notices are never forbidden: what was
 * taken away is gone for this person. Where the group is the only reason, membership of it is required.
 * By where each row's person is read from: looked up; joined as `u` (`theJoined`); or one for all rows, whom the
 * statement has as `viewer` (`theViewer`). Each takes about half the work of the one before.
 */
export const notificationAccess = {
  each: fixed(textFor(whoeverIs("n.user_id"))),
  joined: fixed(textFor(theJoined("n.user_id"))),
  viewer: fixed(textFor(theViewer)),
};

// What nearly every row is comes first, so that few look the group up.
const groupTextFor = (who: Who) => `(n.reasons <> ${notificationTypes.watching.bit} or e.group_id is null
  or e.resource_type = 'group' or ${who.memberOf("e.group_id")} or ${accessTextOf.group({ who, id: "e.group_id" })} <> 'forbidden')`;

/**
 * Whether they may also know in which group it happened, over the same aliases: watching alone tells nothing of groups
 * that one is not in, as the history of a thing does not.
 */
export const knowsGroup = {
  joined: fixed(groupTextFor(theJoined("n.user_id"))),
  viewer: fixed(groupTextFor(theViewer)),
};
