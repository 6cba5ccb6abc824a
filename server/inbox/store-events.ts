import type { IncomingAction } from "../contract/incoming-action";
import { wordBits } from "../contract/word-bits";
import type { Transaction } from "../database/database";

export type EventToStore = {
  /** Its row's, if it is new. Inboxes list in this order, whatever the order of writing. */
  id: string;
  action: IncomingAction;
  /** Of a layout its graph, of a graph itself. */
  graphId: number | null;
  /** The text form of a tsvector. */
  search: string;
  producedAt: Date;
  /** When the consumer took it, on the clock of `performance.now()`. */
  takenAt: number;
  /** Each `topic/partition/offset`. */
  origins: string[];
  /** Reason bits of the types that these deliveries resolve. */
  resolved: number;
};

/** One that was stored before. `newly`: the bits that were not resolved then; only their audiences are to be told. */
export type KnownEvent<Event> = { event: Event; id: string; newly: number };

/** Enough to explain where it came from, however often it is sent again. */
const maxOrigins = 100;

/**
 * Inserts what is new, and resolves to the ids of that.
 * `events` are collapsed and in one order for all writers (ingest/collapse sorts them): others deadlock.
 */
export async function insertEvents(sql: Transaction, events: EventToStore[]): Promise<Set<string>> {
  const inserted = await sql<{ id: string }[]>`
    insert into notification.event (id, source, event_id, verb, actor, resource_type, resource_id, resource_name,
      resource_url, graph_id, group_id, group_name, group_ids, affected, message, changes, data, client_id,
      occurred_at, produced_at, consumed_at, origins, resolved, search, words)
    overriding system value
    select id, source, event_id, verb, actor, resource_type, resource_id, resource_name, resource_url, graph_id, group_id,
      group_name, group_ids, affected, message, changes, data, client_id, occurred_at, produced_at,
      least(now(), clock_timestamp() - taken_ms_ago * interval '1 ms'), origins, resolved, search::tsvector, words
    from json_to_recordset(${JSON.stringify(events.map(toRow))}::text::json) as r (id int8, source text, event_id text,
      verb text, actor text, resource_type text, resource_id int, resource_name text, resource_url text, graph_id int,
      group_id int, group_name text, group_ids int[], affected text, message text, changes jsonb, data jsonb,
      client_id text, occurred_at timestamptz, produced_at timestamptz, taken_ms_ago float8, origins text[],
      resolved int2, search text, words int8)
    on conflict (source, event_id) do nothing
    returning id`;
  return new Set(inserted.map(({ id }) => id));
}

/**
 * Notes further deliveries of events that are stored, in the order of the input. A statement of its own: only now is
 * visible what another transaction committed while ours waited for it.
 */
export async function noteDeliveries<Event extends EventToStore>(
  sql: Transaction,
  events: Event[],
): Promise<KnownEvent<Event>[]> {
  if (events.length === 0) return [];
  const known = await sql<{ at: number; id: string; resolved: number; words: string | null }[]>`
    select k.ord::int - 1 as at, e.id, e.resolved, e.words
    from unnest(${events.map((event) => event.action.source)}::text[],
      ${events.map((event) => event.action.eventId)}::text[]) with ordinality k (source, event_id, ord)
    join notification.event e on e.source = k.source and e.event_id = k.event_id
    order by k.ord for update of e`;
  const again = known.map(({ at, id }) => ({ ...toRow(events[at] as Event), id }));
  const noted = await sql<{ id: string; words: string | null }[]>`
    update notification.event e set
      origins = e.origins || (select coalesce(array_agg(o), '{}') from (
        select o from unnest(r.origins) o where o <> all(e.origins)
        limit greatest(0, ${maxOrigins}::int - cardinality(e.origins))) added),
      resolved = e.resolved | r.resolved,
      actor = coalesce(e.actor, r.actor), affected = coalesce(e.affected, r.affected),
      group_id = coalesce(e.group_id, r.group_id), group_name = coalesce(e.group_name, r.group_name),
      group_ids = case when e.group_ids = '{}' then r.group_ids else e.group_ids end,
      search = case when e.group_id is null and r.group_id is not null then r.search::tsvector else e.search end,
      words = case when e.group_id is null and r.group_id is not null then r.words else e.words end
    from json_to_recordset(${JSON.stringify(again)}::text::json) as r (id int8, origins text[], resolved int2, actor text,
      affected text, group_id int, group_name text, group_ids int[], search text, words int8)
    where e.id = r.id
    returning e.id, e.words`;
  const wordsNow = new Map(noted.map((row): [string, string | null] => [row.id, row.words]));
  const changed = known.filter(({ id, words }) => wordsNow.get(id) !== words);
  if (changed.length > 0)
    await retellWords(
      sql,
      changed.map(({ id }) => id),
    );
  return known.map(({ at, id, resolved }) => {
    const event = events[at] as Event;
    return { event, id, newly: event.resolved & ~resolved };
  });
}

/** The event says more than when these were told: a search by the new words must find them. Nothing that they see. */
async function retellWords(sql: Transaction, eventIds: string[]): Promise<void> {
  await sql`
    with locked as materialized (
      select n.user_id, n.event_id, e.words
      from notification.event e join notification.notification n on n.event_id = e.id
      where e.id = any(${eventIds}::bigint[])
      order by n.user_id, n.event_id for update of n)
    update notification.notification n set words = l.words
    from locked l where n.user_id = l.user_id and n.event_id = l.event_id`;
}

function toRow({ id, action, graphId, search, producedAt, takenAt, origins, resolved }: EventToStore) {
  const { resource } = action;
  const [group] = action.groups;
  return {
    id,
    source: action.source,
    event_id: action.eventId,
    verb: action.verb,
    actor: action.actor,
    resource_type: resource.type,
    resource_id: resource.id,
    resource_name: resource.name ?? "",
    resource_url: resource.url,
    graph_id: graphId,
    group_id: group?.id ?? null,
    group_name: group?.name ?? null,
    group_ids: action.groups.map(({ id }) => id),
    affected: action.affected,
    message: action.message,
    changes: action.changes,
    data: action.data,
    client_id: action.clientId,
    occurred_at: action.occurredAt,
    produced_at: producedAt,
    // An age, since the database has a clock of its own.
    taken_ms_ago: performance.now() - takenAt,
    origins,
    resolved,
    search,
    words: String(wordBits(search)),
  };
}
