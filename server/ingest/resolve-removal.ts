import { audienceOf } from "../audience/audience-of";
import type { DomainEvent } from "../contract/event";
import type { IncomingAction } from "../contract/incoming-action";
import { type NotificationType, notificationTypes } from "../contract/notification-types";
import type { Transaction } from "../database/database";
import { lookUpFacts } from "../inbox/look-up-facts";
import { audienceQuery } from "../inbox/resolve-audience";
import { settleAudience } from "../inbox/settle-audience";
import { actionOf } from "./parse-event";

/** Ids of `public.user`, by type: what `publish` records. */
export type RecordedAudience = Partial<Record<NotificationType, number[]>>;

/**
 * Who should know of a removal, asked in the transaction that removes, *before* the rows that say so are gone.
 * Without a group of its own, a removal of type `group` concerns the members of all groups that hold the thing.
 */
export async function resolveRemoval(
  sql: Transaction,
  event: DomainEvent,
  types: readonly NotificationType[],
): Promise<RecordedAudience> {
  const action = actionOf(event);
  if (action.groups.length === 0) action.groups = await groupsHolding(sql, action);
  const subjects = types.map((type) => ({ action, audience: audienceOf(action, type) }));
  const facts = await lookUpFacts(sql, subjects);
  const lookups = subjects.flatMap(({ audience }) => {
    const settled = settleAudience(action, audience, facts);
    const found = "missing" in settled ? [] : settled.lookups;
    // Those told before are in one of the others as long as the rows are there.
    return found.filter(({ from }) => from !== "told-before").map((lookup) => ({ ...lookup, place: 1, action }));
  });
  const query = audienceQuery(sql, lookups);
  const rows =
    query === null
      ? []
      : await sql<{ bit: number; userIds: number[] }[]>`
          select bit, array_agg(distinct user_id) as "userIds"
          from (${query}) told (place, user_id, bit, group_id) group by bit`;
  return Object.fromEntries(
    types.map((type) => [type, rows.find(({ bit }) => bit === notificationTypes[type].bit)?.userIds ?? []]),
  );
}

async function groupsHolding(sql: Transaction, { resource }: IncomingAction): Promise<{ id: number; name: null }[]> {
  if (resource.type === "group") return [];
  const rows = await sql<{ id: number }[]>`
    select h.group_id as id from public.group_to_graph h
    where h.graph_id = case when ${resource.type === "graph" ? 1 : 0} = 1 then ${resource.id}::int
      else (select graph_id from public.layout where id = ${resource.id} and is_shared = 1) end
    order by 1`;
  return rows.map(({ id }) => ({ id, name: null }));
}
