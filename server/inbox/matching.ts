import { reasonBits } from "../contract/notification-types";
import type { NotificationFilter, State } from "../contract/query-filter";
import { searchQuery } from "../contract/search-tokens";
import { searchBits } from "../contract/word-bits";
import { type Fragment, fixed, fragment, nothing } from "../database/fragment";

/**
 * What each view of the inbox holds, over `n`. Lists and counts both use these, word for word what the partial
 * indexes of `notification` say.
 */
export const viewTexts = {
  inbox: "n.archived_at is null and n.snoozed_until is null",
  unread: "n.read_at is null",
  read: "n.read_at is not null",
  saved: "n.saved_at is not null",
  snoozed: "n.snoozed_until is not null",
  woken: "n.woken_at is not null and n.read_at is null",
  archived: "n.archived_at is not null",
  all: "true",
} as const satisfies Record<State, string>;

const views = Object.fromEntries(Object.entries(viewTexts).map(([state, text]) => [state, fixed(text)])) as Record<
  State,
  Fragment
>;
const always = fragment`true`;

/** States that say where to look; without one of them a query looks in the Inbox. */
const places: readonly State[] = ["inbox", "saved", "snoozed", "archived", "all"];

/** All conditions of a filter over `n` (and `e`, where `needsEvent`), for one viewer. */
export const matching = (userId: number, filter: NotificationFilter): Fragment =>
  fragment`${matchingRow(userId, filter)} and ${mayMatchWords(filter)}
    and ${matchingEvent(userId, filter)}`;

/** What cannot match for its words, told by the row alone. */
export function mayMatchWords({ search }: NotificationFilter): Fragment {
  const bits = search === null ? 0n : searchBits(search);
  if (bits === 0n) return always;
  return fragment`(n.words is null or n.words & ${String(bits)}::int8 = ${String(bits)}::int8)`;
}

/** What a filter says of the person's own row, `n`. */
export function matchingRow(userId: number, { is, type }: NotificationFilter): Fragment {
  const conditions = [fragment`n.user_id = ${userId} and n.hidden_at is null`];
  const add = (condition: Fragment) => conditions.push(condition);
  if (!is.any.some((state) => places.includes(state))) add(views.inbox);
  for (const state of new Set(is.any)) add(views[state]);
  for (const state of new Set(is.none)) add(fragment`not (${views[state]})`);
  if (type.any.length) add(fragment`n.reasons & ${reasonBits(type.any)}::smallint <> 0`);
  if (type.none.length) add(fragment`n.reasons & ${reasonBits(type.none)}::smallint = 0`);
  return all(conditions);
}

/** What it says of the event, `e`. */
export function matchingEvent(userId: number, filter: NotificationFilter): Fragment {
  const { verb, resource, actor, group, since, until } = filter;
  const conditions: Fragment[] = [];
  const add = (condition: Fragment) => conditions.push(condition);
  if (verb.any.length) add(fragment`e.verb = any(${verb.any})`);
  if (verb.none.length) add(fragment`e.verb <> all(${verb.none})`);

  const resourceIn = (refs: typeof resource.any) => fragment`exists (
    select from unnest(${refs.map((ref) => ref.type)}::text[], ${refs.map((ref) => ref.id)}::int[]) as w(type, id)
    where e.resource_type = w.type and (w.id is null or e.resource_id = w.id))`;
  if (resource.any.length) add(resourceIn(resource.any));
  if (resource.none.length) add(fragment`not ${resourceIn(resource.none)}`);

  if (actor.any.length) add(actorIn(userId, actor.any));
  if (actor.none.length) add(fragment`not coalesce(${actorIn(userId, actor.none)}, false)`);
  if (group.any.length) add(groupIn(group.any));
  if (group.none.length) add(fragment`not coalesce(${groupIn(group.none)}, false)`);

  if (since) add(fragment`e.ingested_at >= ${since}::timestamptz`);
  if (until) add(fragment`e.ingested_at < ${until}::timestamptz`);
  const words = filter.search === null ? null : searchQuery(filter.search);
  if (words) add(fragment`e.search @@ ${words}::tsquery`);
  return all(conditions);
}

const all = (conditions: Fragment[]): Fragment =>
  conditions.length === 0 ? always : conditions.reduce((one, other) => fragment`${one} and ${other}`);

/** Whether a filter speaks of the event: lists and counts leave the join out where it does not. */
export function needsEvent({ verb, resource, actor, group, search, since, until }: NotificationFilter): boolean {
  const choices = [verb, resource, actor, group];
  return (
    choices.some(({ any, none }) => any.length + none.length > 0) || search !== null || since !== null || until !== null
  );
}

const withEvent = fragment`join notification.event e on e.id = n.event_id`;
/** The join for a filter over `n`, where it needs one. */
export const joinEvent = (filter: NotificationFilter): Fragment => (needsEvent(filter) ? withEvent : nothing);

/** Exact e-mails, display names, what stands before the @, or `me`. */
function actorIn(userId: number, names: string[]) {
  const alternatives = [fragment`e.actor = any(${names})`];
  if (names.some((name) => name.toLowerCase() === "me"))
    alternatives.push(fragment`e.actor = (select email from public."user" where id = ${userId})`);
  const shown = names.filter((name) => !name.includes("@"));
  if (shown.length > 0)
    alternatives.push(
      fragment`lower(split_part(e.actor, '@', 1)) = any (select lower(name) from unnest(${shown}::text[]) name)`,
      fragment`e.actor in (
        select u.email from auth.profile p join public."user" u on u.id = p.user_id
        where lower(p.display_name) = any (select lower(name) from unnest(${shown}::text[]) name))`,
    );
  return fragment`(${alternatives.reduce((all, each) => fragment`${all} or ${each}`)})`;
}

/** Groups by number, or by the name they had then or have now. */
function groupIn(groups: (number | string)[]) {
  const ids = groups.filter((each) => typeof each === "number");
  const names = groups.filter((each) => typeof each === "string");
  const byId = fragment`n.group_id = any(${ids}::int[]) or e.group_ids && ${ids}::int[]`;
  if (names.length === 0) return fragment`(${byId})`;
  const wanted = fragment`any (select lower(name) from unnest(${names}::text[]) name)`;
  return fragment`(${byId} or lower(e.group_name) = ${wanted}
    or (e.resource_type = 'group' and lower(e.resource_name) = ${wanted})
    or n.group_id in (select id from public."group" g where lower(g.name) = ${wanted}))`;
}
