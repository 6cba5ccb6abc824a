import type { Audience, IncomingAction } from "../contract/incoming-action";
import { reasonBits } from "../contract/notification-types";
import { type ResourceRef, type ResourceType, resourceKey } from "../contract/resource";
import type { Transaction } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import { idList } from "../database/id-list";
import { hasOpenDeadLetters, type Origin } from "./store-dead-letters";

type Person = { id: number; email: string; name: string };

/** What the database knows of everyone and everything that a batch names. What is absent is not there. */
export type Facts = {
  /** By exact e-mail, and by id. */
  people: Map<string | number, Person>;
  /** By `type/id`. */
  resources: Map<string, { name: string; ownerId: number | null; graphId: number | null; graphName: string | null }>;
  groups: Map<number, { name: string; size: number }>;
  /** `type/id` of what is watched, and by how many. */
  watchers: Map<string, number>;
  /** Audiences recorded when a removal happened, by `recordKey`; the value is how many people. */
  recorded: Map<string, number>;
  /** What earlier events say of a removed thing that is gone, by `type/id`. */
  remembered: Map<string, { graphId: number | null; toldOwner: boolean }>;
  /** Reason bits already resolved of events that are stored, by `eventKey`: nearly always they came on another topic. */
  resolved: Map<string, number>;
  /** As many as there may be events, ascending: what is told of an event can be sent along with it. */
  eventIds: string[];
  /** Some of the messages may be dead letters. */
  haveDied: boolean;
};

/** As the statement yields them. */
type Found = {
  people: Person[];
  resources: { key: string; name: string; ownerId: number | null; graphId: number | null; graphName: string | null }[];
  groups: { id: number; name: string; size: number }[];
  watchers: { key: string; size: number }[];
  recorded: { source: string; eventId: string; topic: string; size: number }[];
  known: { source: string; eventId: string; resolved: number }[];
  eventIds: string[];
  haveDied: boolean;
};

const noRows = fragment`'[]'::json`;
/** Of a resource `r`. A sub-select, not a join: for a handful of resources the planner would read all people. */
const ownerId = fragment`(select id from public."user" where email = r.owner_email)`;

type Subject = { action: IncomingAction; audience: Audience };

export const recordKey = (action: IncomingAction, type: string) =>
  JSON.stringify([action.source, action.eventId, type]);

export const eventKey = ({ source, eventId }: { source: string; eventId: string }) => `${source}\0${eventId}`;

/**
 * One round trip for a whole batch, whatever it names; the rare second one is for resources that are gone. Events that
 * are stored already are found one by one (`offset 0`): guessing at the length of the batch, the planner would read the
 * whole table for a few, as long as it is small.
 * @param origins of all its messages, read or not
 */
export async function lookUpFacts(
  sql: Transaction,
  subjects: Subject[],
  { clusterId, origins }: { clusterId: string; origins: Origin[] },
): Promise<Facts> {
  const emails = new Set<string>();
  const userIds = new Set<number>();
  const ids: Record<ResourceType, Set<number>> = { graph: new Set(), layout: new Set(), group: new Set() };
  const groupIds = new Set<number>();
  const watched = new Map<string, { type: string; id: number }>();
  const removals: IncomingAction[] = [];
  for (const { action, audience } of subjects) {
    const { actor, affected, owner, resource } = action;
    for (const name of [actor, owner, affected])
      if (typeof name === "string") emails.add(name);
      else if (typeof name === "number") userIds.add(name);
    ids[resource.type].add(resource.id);
    for (const { id } of action.groups) groupIds.add(id);
    for (const part of audience.parts) {
      if (part.who === "members") for (const id of part.groups) groupIds.add(id);
      if (part.who === "watchers") watched.set(resourceKey(resource), resource);
    }
    if (audience.removal) removals.push(action);
  }

  const text = (some: string[]) => fragment`(select ${some}::text[])::text[]`;
  const int = (some: Iterable<number>) => idList([...some], "int");
  const rowsOf = (query: Fragment) => fragment`(select coalesce(json_agg(r), '[]') from (${query}) r)`;
  const orNone = (isAsked: boolean, rows: () => Fragment) => (isAsked ? rowsOf(rows()) : noRows);
  const things = [...watched.values()];

  const [found] = await sql<[Found]>`
    select ${orNone(
      emails.size + userIds.size > 0,
      () => fragment`
        select u.id, u.email, coalesce(p.display_name, split_part(u.email, '@', 1)) as name
        from (select id, email from public."user" where email = any(${text([...emails])})
          union select id, email from public."user" where id = any(${int(userIds)})) u
        left join auth.profile p on p.user_id = u.id`,
    )} as people, ${rowsOf(fragment`
      select 'graph/' || r.id as key, r.name, ${ownerId} as "ownerId", null::int as "graphId", null::text as "graphName"
      from public.graph r where r.id = any(${int(ids.graph)})
      union all
      select 'layout/' || r.id, r.name, ${ownerId}, r.graph_id, g.name
      from public.layout r join public.graph g on g.id = r.graph_id where r.id = any(${int(ids.layout)})
      union all
      select 'group/' || r.id, r.name, ${ownerId}, null, null
      from public."group" r where r.id = any(${int(ids.group)})`)}
      as resources, ${orNone(
        groupIds.size > 0,
        () => fragment`
          select g.id, g.name, coalesce(m.size, 0)::int as size from public."group" g
          left join (select group_id, count(*) as size from public.group_to_user
            where group_id = any(${int(groupIds)}) group by group_id) m on m.group_id = g.id
          where g.id = any(${int(groupIds)})`,
      )} as groups, ${orNone(
        things.length > 0,
        () => fragment`
          select w.resource_type || '/' || w.resource_id as key, count(*)::int as size
          from unnest(${text(things.map((each) => each.type))}, ${int(things.map((each) => each.id))}) s (type, id)
          join notification.watch w on w.resource_type = s.type and w.resource_id = s.id and w.level = 'watching'
          group by 1`,
      )} as watchers, ${orNone(
        removals.length > 0,
        () => fragment`
          select r.source, r.event_id as "eventId", r.topic, cardinality(r.user_ids) as size
          from unnest(${text(removals.map((each) => each.source))}, ${text(removals.map((each) => each.eventId))})
            s (source, event_id)
          join notification.recorded_audience r on r.source = s.source and r.event_id = s.event_id`,
      )} as recorded, ${rowsOf(fragment`
        select e.source, e.event_id as "eventId", e.resolved
        from json_to_recordset(${JSON.stringify(subjects.map(({ action }) => ({ source: action.source, id: action.eventId })))}::text::json)
          s (source text, id text),
        lateral (select * from notification.event e where e.source = s.source and e.event_id = s.id offset 0) e`)} as known,
      array(select nextval('notification.event_id_seq') from generate_series(1, ${subjects.length}::int))::text[]
        as "eventIds", ${hasOpenDeadLetters(clusterId, origins)} as "haveDied"`;
  const { people, resources, groups, watchers, recorded } = found;

  const facts: Facts = {
    people: new Map<string | number, Person>(
      people.flatMap((each): [string | number, Person][] => [
        [each.email, each],
        [each.id, each],
      ]),
    ),
    resources: new Map(resources.map((each) => [each.key, each])),
    groups: new Map(groups.map((each) => [each.id, each])),
    watchers: new Map(watchers.map((each) => [each.key, each.size])),
    recorded: new Map(recorded.map((each) => [JSON.stringify([each.source, each.eventId, each.topic]), each.size])),
    remembered: new Map(),
    resolved: new Map(found.known.map((each) => [eventKey(each), each.resolved])),
    eventIds: found.eventIds,
    haveDied: found.haveDied,
  };
  const gone = removals.map(({ resource }) => resource).filter((each) => !facts.resources.has(resourceKey(each)));
  if (gone.length > 0) facts.remembered = await remember(sql, gone);
  return facts;
}

async function remember(sql: Transaction, gone: ResourceRef[]): Promise<Facts["remembered"]> {
  const rows = await sql<{ key: string; graphId: number | null; toldOwner: boolean }[]>`
    select e.resource_type || '/' || e.resource_id as key, max(e.graph_id) as "graphId",
      bool_or(exists (select from notification.notification n
        where n.event_id = e.id and n.reasons & ${reasonBits(["owner"])}::int <> 0)) as "toldOwner"
    from unnest(${gone.map((each) => each.type)}::text[], ${gone.map((each) => each.id)}::int[]) s (type, id)
    join notification.event e on e.resource_type = s.type and e.resource_id = s.id
    group by 1`;
  return new Map(rows.map((row) => [row.key, row]));
}

/** Of a layout its graph, of a graph itself; null where that is not known. */
export function graphIdOf({ resource }: IncomingAction, facts: Facts): number | null {
  if (resource.type === "graph") return resource.id;
  const key = resourceKey(resource);
  return (facts.resources.get(key) ?? facts.remembered.get(key))?.graphId ?? null;
}
