import type { Access } from "../access/access-of";
import type { Changes, Verb } from "../contract/event";
import type { Notification, NotificationState } from "../contract/notification";
import { type NotificationType, typesOf } from "../contract/notification-types";
import type { ResourceType } from "../contract/resource";
import { isTest, testUrl } from "../contract/test-graph";
import { type Action, describeAction, type Person, reasonText, type SentencePart, sentence } from "../contract/wording";
import { fixed } from "../database/fragment";

/** One person's side of a notification, as far as it is shown. */
export type ShownRow = {
  event_id: string;
  reasons: number;
  revision: number;
  read_at: Date | null;
  archived_at: Date | null;
  saved_at: Date | null;
  snoozed_until: Date | null;
  woken_at: Date | null;
};
export type StateRow = ShownRow & { user_id: number; hidden_at: Date | null };

/** As it arrived: nothing of it is this person's own but the reasons. */
export const isUntouched = (row: ShownRow): boolean =>
  !(row.read_at || row.archived_at || row.saved_at || row.snoozed_until || row.woken_at);

/** What everybody sees of an event. */
export type EventRow = {
  id: string;
  verb: Verb;
  actor: string | null;
  actor_name: string | null;
  affected: string | null;
  affected_name: string | null;
  resource_type: ResourceType;
  resource_id: number;
  resource_name: string;
  resource_url: string | null;
  graph_id: number | null;
  graph_name: string | null;
  group_id: number | null;
  group_name: string | null;
  message: string | null;
  changes: Changes | null;
  client_id: string | null;
  occurred_at: Date;
  ingested_at: Date;
};

/** What one person may see of it. */
export type Sight = { access: Access; knowsGroup: boolean };

const shown = "n.event_id, n.reasons, n.revision, n.read_at, n.archived_at, n.saved_at, n.snoozed_until, n.woken_at";
/** Of a `ShownRow`, over `n`. */
export const shownColumns = fixed(shown);
/** Of a `StateRow`. */
export const stateColumns = fixed(`n.user_id, n.hidden_at, ${shown}`);

/** What lists and push tell of changes; the rest is for the one that is opened. */
const briefChanges = {
  keys: [
    "nodesAdded",
    "nodesRemoved",
    "edgesAdded",
    "edgesRemoved",
    "nodesMoved",
    "tagsAdded",
    "tagsRemoved",
    "title",
    "name",
    "style",
    "details",
    "description",
    "defaultLayout",
    "public",
    "picture",
  ],
  names: "$.names[0 to 19]",
  elements: "$[0 to 99]",
  /** Stored bytes from which on it is worth the work. */
  from: 1000,
};

const literals = (texts: string[]) => texts.map((text) => `'${text}'`).join();
const changesOf = {
  full: "e.changes",
  brief: `case when pg_column_size(e.changes) < ${briefChanges.from} then e.changes else (
    select jsonb_object_agg(key, case
      when jsonb_typeof(value) = 'array' then jsonb_path_query_array(value, '${briefChanges.elements}')
      when value ? 'names' then value - 'ids' || jsonb_build_object('names',
        jsonb_path_query_array(value, '${briefChanges.names}'))
      else value end)
    from jsonb_each(e.changes) where key in (${literals(briefChanges.keys)})) end as changes`,
};

/** A sub-select, not a join: for a handful of events the planner would read all people. */
const displayName = (email: string) => `(select p.display_name from public."user" u
  join auth.profile p on p.user_id = u.id where u.email = ${email})`;

const columnsWith = (changes: string) =>
  fixed(`e.id, e.verb, e.actor, ${displayName("e.actor")} as actor_name, e.affected,
    ${displayName("e.affected")} as affected_name, e.resource_type, e.resource_id, e.resource_name, e.resource_url,
    e.graph_id, case when e.resource_type = 'layout' then
      coalesce(e.data #>> '{graph,name}', (select name from public.graph where id = e.graph_id)) end as graph_name,
    e.group_id, e.group_name, e.message, e.client_id, e.occurred_at, e.ingested_at, ${changes}`);

/**
 * Over `e`. Names are as they were then: ingest has filled in what was missing. `full`: changes as they came, up to
 * half a megabyte.
 */
export const eventColumns = { brief: columnsWith(changesOf.brief), full: columnsWith(changesOf.full) };

const person = (email: string | null, name: string | null): Person | null =>
  email === null ? null : { email, name: name ?? email.split("@")[0] ?? email };

/** An event in the shape that the words are made from. */
export const actionOf = (event: EventRow): Action => ({
  verb: event.verb,
  actor: person(event.actor, event.actor_name),
  affected: person(event.affected, event.affected_name),
  resource: { type: event.resource_type, name: event.resource_name },
  graphName: event.graph_name,
  group: event.group_name === null ? null : { name: event.group_name },
  message: event.message,
});

/** The address of a thing in GraphSpace. */
const urlOf = (event: EventRow): string => {
  if (event.resource_url) return event.resource_url;
  if (event.resource_type !== "layout") return `/${event.resource_type}s/${event.resource_id}`;
  return event.graph_id === null ? "/graphs" : `/graphs/${event.graph_id}?user_layout=${event.resource_id}`;
};

/** What an event says to one who reads of it. */
type Told = {
  test: boolean;
  actor: Person | null;
  message: string;
  parts: SentencePart[];
  name: string;
  url: string;
  group: Notification["group"];
  reasons: Record<NotificationType, Notification["reasons"][number]>;
  occurredAt: string;
  arrivedAt: string;
};

const toldToOthers = new WeakMap<EventRow, Told>();

/** In words that are the same for all whom it does not name, and so are found once. */
function tell(event: EventRow, viewerEmail: string): Told {
  const named = viewerEmail === event.actor || viewerEmail === event.affected;
  const known = named ? undefined : toldToOthers.get(event);
  if (known) return known;
  const action = actionOf(event);
  const parts = describeAction(action, viewerEmail);
  const test = isTest({ type: event.resource_type, id: event.resource_id });
  const reason = (type: NotificationType) => ({
    type,
    text: test ? "you sent it to yourself" : reasonText(type, action, viewerEmail),
  });
  const told: Told = {
    test,
    actor: action.actor,
    message: sentence(parts),
    parts,
    name: test ? "Your set-up" : event.resource_name,
    url: test ? testUrl : urlOf(event),
    group: event.group_id === null ? null : { id: String(event.group_id), name: event.group_name ?? "" },
    reasons: { owner: reason("owner"), group: reason("group"), watching: reason("watching") },
    occurredAt: event.occurred_at.toISOString(),
    arrivedAt: event.ingested_at.toISOString(),
  };
  if (!named) toldToOthers.set(event, told);
  return told;
}

const withoutGroups = new WeakMap<EventRow, EventRow>();
function withoutGroup(event: EventRow): EventRow {
  const bare = withoutGroups.get(event) ?? { ...event, group_id: null, group_name: null };
  withoutGroups.set(event, bare);
  return bare;
}

/**
 * Puts a person's row and its event together, as the API and the socket give it. Field by field: spreading objects
 * took a fifth of a list's time.
 */
export function toNotification(row: ShownRow & Sight, event: EventRow, viewerEmail: string): Notification {
  const told = tell(row.knowsGroup ? event : withoutGroup(event), viewerEmail);
  const types = typesOf(row.reasons);
  return {
    id: row.event_id,
    types,
    read: row.read_at !== null,
    archived: row.archived_at !== null,
    saved: row.saved_at !== null,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    wokenAt: row.woken_at?.toISOString() ?? null,
    revision: row.revision,
    verb: event.verb,
    actor: told.actor,
    message: told.message,
    // This event's own array, which nothing else has: page-text knows the event by it.
    parts: told.parts,
    resource: {
      type: event.resource_type,
      id: String(event.resource_id),
      name: told.name,
      url: told.url,
      state: row.access === "gone" && !told.test ? "gone" : "here",
    },
    group: told.group,
    changes: event.changes,
    reasons: types.map((type) => told.reasons[type]),
    clientId: event.client_id,
    occurredAt: told.occurredAt,
    arrivedAt: told.arrivedAt,
  };
}

/** The part of a notification that a person changes. */
export const toState = (row: StateRow): NotificationState => ({
  id: row.event_id,
  types: typesOf(row.reasons),
  read: row.read_at !== null,
  archived: row.archived_at !== null,
  saved: row.saved_at !== null,
  snoozedUntil: row.snoozed_until?.toISOString() ?? null,
  wokenAt: row.woken_at?.toISOString() ?? null,
  revision: row.revision,
  visible: row.hidden_at === null,
});
