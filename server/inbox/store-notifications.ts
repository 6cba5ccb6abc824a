import type { IncomingAction } from "../contract/incoming-action";
import { notificationTypeNames, notificationTypes } from "../contract/notification-types";
import type { Transaction } from "../database/database";
import { fragment, nothing } from "../database/fragment";
import { idList } from "../database/id-list";
import type { Arrivals } from "../handover";
import { type Facts, graphIdOf } from "./look-up-facts";
import { readArrivals } from "./read-arrivals";
import { allBits, audienceQuery, type PlacedLookup } from "./resolve-audience";
import type { Lookup } from "./settle-audience";

/** Whom to tell of an event. */
export type Telling = { eventId: string; action: IncomingAction; lookups: Lookup[] };

const everyReason = allBits.reduce((all, bit) => all | bit, 0);
const groupReason = notificationTypes.group.bit;

type StoredNotifications = {
  /** How many rows are new or have a new reason. */
  count: number;
  /** What those rows say, if that was asked for and they are few. */
  arrivals: Arrivals | null;
};

/**
 * One row per person and event, for everyone that the lookups name and who wants to hear, in (user, event) order.
 * Events that are not there are passed over, so this can be sent along with what inserts them. A reason added to a
 * row that is there changes nothing that a person did to it.
 * @param options.mayBeThere some of the rows; such are not read
 * @param options.read also what they say, for those who wait for it
 */
export async function storeNotifications(
  sql: Transaction,
  tellings: Telling[],
  facts: Facts,
  { mayBeThere, read = false }: { mayBeThere: boolean; read?: boolean },
): Promise<StoredNotifications> {
  const audience = audienceQuery(
    tellings.flatMap(({ action, lookups }, index) =>
      lookups.map((lookup): PlacedLookup => ({ ...lookup, place: index + 1, action })),
    ),
  );
  if (audience === null) return { count: 0, arrivals: null };
  const mutes = tellings.flatMap(({ action }, index) => mutesOf(action, facts, index + 1));
  const eventIds = idList(
    tellings.map(({ eventId }) => eventId),
    "bigint",
  );
  const insert = fragment`
    with told (place, user_id, bit, group_id) as (${audience}),
    muted as materialized (
      select s.place, w.user_id, bit_or(s.bits) as bits
      from unnest(${mutes.map((each) => each.place)}::int[], ${mutes.map((each) => each.type)}::text[],
        ${mutes.map((each) => each.id)}::int[], ${mutes.map((each) => each.bits)}::int[],
        ${mutes.map((each) => each.unlessLayout)}::int[]) s (place, type, id, bits, unless_layout)
      join notification.watch w on w.resource_type = s.type and w.resource_id = s.id and w.level = 'muted'
      where s.unless_layout = 0 or not exists (
        select from notification.watch o where o.user_id = w.user_id and o.resource_type = 'layout'
          and o.resource_id = s.unless_layout and o.level = 'watching')
      group by s.place, w.user_id),
    there as materialized (
      select array_agg(e.id order by k.place) as ids, array_agg(e.words order by k.place) as words
      from unnest(${eventIds}) with ordinality k (id, place) left join notification.event e on e.id = k.id)
    insert into notification.notification (user_id, event_id, reasons, group_id, words)
    select t.user_id, ((select ids from there))[t.place] as event_id, bit_or(t.bit)::int2,
      coalesce(min(t.group_id), (${tellings.map(({ action }) => action.groups[0]?.id ?? null)}::int[])[min(t.place)]),
      min(((select words from there))[t.place])
    from told t
    left join muted m on m.place = t.place and m.user_id = t.user_id
    join unnest(${allBits}::int[], ${notificationTypeNames}::text[]) y (bit, type) on y.bit = t.bit
    left join notification.preference off
      on off.user_id = t.user_id and off.type = y.type and off.channel = 'inbox' and not off.enabled
    where ((select ids from there))[t.place] is not null and coalesce(m.bits, 0) & t.bit = 0 and off.user_id is null
    group by 1, 2
    order by 1, 2
    ${mayBeThere ? addReason : nothing}`;
  if (read && !mayBeThere) return readArrivals(sql, insert);
  const { count } = await sql`${insert}`;
  return { count, arrivals: null };
}

/** Costs a tenth, so only where the row may be there. */
const addReason = fragment`
    on conflict (user_id, event_id) do update set
      reasons = notification.reasons | excluded.reasons,
      group_id = coalesce(notification.group_id, excluded.group_id),
      changed = pg_current_xact_id(),
      revision = notification.revision + 1
    where notification.reasons | excluded.reasons <> notification.reasons`;

/** Muting a thing silences all about it, a graph also its layouts that are not watched; a group only its reason. */
function mutesOf(action: IncomingAction, facts: Facts, place: number) {
  const { resource, groups } = action;
  const graphId = resource.type === "layout" ? graphIdOf(action, facts) : null;
  const mutes = [{ place, type: resource.type as string, id: resource.id, bits: everyReason, unlessLayout: 0 }];
  if (graphId !== null) mutes.push({ place, type: "graph", id: graphId, bits: everyReason, unlessLayout: resource.id });
  for (const { id } of groups) mutes.push({ place, type: "group", id, bits: groupReason, unlessLayout: 0 });
  return mutes;
}
