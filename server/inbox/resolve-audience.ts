import { accessOf } from "../access/access-of";
import { notificationAccess } from "../access/notification-access";
import type { IncomingAction } from "../contract/incoming-action";
import { notificationTypeNames, notificationTypes } from "../contract/notification-types";
import { type Fragment, fragment } from "../database/fragment";
import type { Lookup } from "./settle-audience";

/** A lookup of one event; `place` is its position in the batch, from 1, as PostgreSQL counts. */
export type PlacedLookup = Lookup & { place: number; action: IncomingAction };

/** How far back "told before" looks. */
const maxToldEvents = 200;

/**
 * Everyone that the lookups name, as one SQL query of (place, user_id, bit, group_id), one bit a row, with the
 * group that a member was reached through; null if none.
 * Only ids of lookups travel: a list of 10,000 members never leaves the database.
 */
export function audienceQuery(lookups: PlacedLookup[]): Fragment | null {
  const of = <From extends Lookup["from"]>(from: From) =>
    lookups.filter((lookup): lookup is Extract<PlacedLookup, { from: From }> => lookup.from === from);
  const places = (some: PlacedLookup[]) => fragment`${some.map((each) => each.place)}::int[]`;
  const bits = (some: PlacedLookup[]) => fragment`${some.map((each) => each.bit)}::int[]`;
  const actors = (some: { except: number | null }[]) => fragment`${some.map((each) => each.except ?? 0)}::int[]`;
  const arms: Fragment[] = [];

  const people = of("person");
  if (people.length > 0)
    arms.push(fragment`
      select place, user_id, bit, null::int as group_id
      from unnest(${places(people)}, ${people.map((each) => each.userId)}::int[], ${bits(people)}) s (place, user_id, bit)`);

  const members = of("members");
  if (members.length > 0)
    // Their table is indexed by person first, so it is read once, for all groups.
    arms.push(fragment`
      (with m as materialized (
        select group_id, user_id from public.group_to_user
        where group_id = any(${[...new Set(members.map((each) => each.groupId))]}::int[]))
      select s.place, m.user_id, s.bit, s.group_id
      from unnest(${places(members)}, ${members.map((each) => each.groupId)}::int[], ${actors(members)}, ${bits(members)})
        s (place, group_id, actor, bit)
      join m on m.group_id = s.group_id where m.user_id <> s.actor)`);

  const watchers = of("watchers");
  if (watchers.length > 0) {
    const access = accessOf({ userId: fragment`w.user_id`, type: fragment`s.type`, id: fragment`s.id` });
    arms.push(fragment`
      select s.place, w.user_id, s.bit, null::int
      from unnest(${places(watchers)}, ${watchers.map((each) => each.type)}::text[],
        ${watchers.map((each) => each.id)}::int[], ${watchers.map((each) => each.action.resource.type)}::text[],
        ${watchers.map((each) => each.action.resource.id)}::int[], ${actors(watchers)},
        ${watchers.map((each) => Number(each.exempt))}::int[], ${bits(watchers)})
        s (place, watched_type, watched_id, type, id, actor, exempt, bit)
      join notification.watch w
        on w.resource_type = s.watched_type and w.resource_id = s.watched_id and w.level = 'watching'
      join public."user" u on u.id = w.user_id
      where w.user_id <> s.actor and (s.exempt = 1 or ${access} <> 'forbidden')`);
  }

  const recorded = of("recorded");
  if (recorded.length > 0)
    arms.push(fragment`
      select s.place, u.id, s.bit, null::int
      from unnest(${places(recorded)}, ${recorded.map((each) => each.action.source)}::text[],
        ${recorded.map((each) => each.action.eventId)}::text[], ${recorded.map((each) => each.type)}::text[],
        ${bits(recorded)}) s (place, source, event_id, type, bit)
      join notification.recorded_audience r on r.source = s.source and r.event_id = s.event_id and r.topic = s.type
      join public."user" u on u.id = any(r.user_ids)`);

  const told = of("told-before");
  if (told.length > 0)
    arms.push(fragment`
      select s.place, n.user_id, y.bit, null::int
      from unnest(${places(told)}, ${told.map((each) => each.action.resource.type)}::text[],
        ${told.map((each) => each.action.resource.id)}::int[], ${actors(told)}) s (place, type, id, actor)
      cross join lateral (
        (select * from notification.event where resource_type = s.type and resource_id = s.id
          order by id desc limit ${maxToldEvents})
        union
        (select * from notification.event where s.type = 'group' and group_id = s.id
          order by id desc limit ${maxToldEvents})) e
      join notification.notification n on n.event_id = e.id
      join public."user" u on u.id = n.user_id
      join unnest(${allBits}::int[]) y (bit) on n.reasons & y.bit <> 0
      where n.user_id <> s.actor and n.hidden_at is null and ${notificationAccess.joined} <> 'forbidden'`);

  if (arms.length === 0) return null;
  return arms.reduce((all, arm) => fragment`${all} union all ${arm}`);
}

export const allBits = notificationTypeNames.map((name) => notificationTypes[name].bit);
