import { randomUUID } from "node:crypto";
import type { Verb } from "../contract/event";
import { type NotificationType, reasonBits } from "../contract/notification-types";
import type { ResourceType } from "../contract/resource";
import { searchVector } from "../contract/search-tokens";
import { wordBits } from "../contract/word-bits";
import type { Database, Sql } from "../database/database";

export type StoredEvent = {
  verb?: Verb;
  actor?: string | null;
  resource?: { type: ResourceType; id: number; name?: string };
  group?: { id: number; name: string } | null;
  affected?: string;
  message?: string;
  ingestedAt?: string;
  /** Who hears of it, and why. */
  to: Record<number, NotificationType[]>;
};

/** Stores one event and its notifications as they are, past the pipeline; resolves to the event's id. */
export async function addNotification(db: Pick<Database, "sql"> | { sql: Sql }, event: StoredEvent): Promise<string> {
  const sql: Sql = db.sql;
  const resource = { type: "graph" as ResourceType, id: 1, name: "Graph", ...event.resource };
  const search = searchVector([resource.name, event.group?.name, event.message]);
  const words = String(wordBits(search));
  const [row] = await sql<[{ id: string }]>`
    insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name, group_id,
      group_name, group_ids, affected, message, occurred_at, ingested_at, origins, search, words)
    values ('/test', ${randomUUID()}, ${event.verb ?? "graph.updated"}, ${event.actor === undefined ? "bo@lab.org" : event.actor},
      ${resource.type}, ${resource.id}, ${resource.name}, ${event.group?.id ?? null}, ${event.group?.name ?? null},
      ${event.group ? [event.group.id] : []}, ${event.affected ?? null}, ${event.message ?? null}, now(),
      coalesce(${event.ingestedAt ?? null}::timestamptz, now()), '{group/0/17}',
      ${search}::text::tsvector, ${words})
    returning id`;
  const people = Object.entries(event.to);
  await sql`
    insert into notification.notification (user_id, group_id, event_id, reasons, words)
    select w.user_id, coalesce(${event.group?.id ?? null}::int, ${resource.type === "group" ? resource.id : null}::int),
      ${row.id}, w.reasons, ${words}::int8
    from unnest(${people.map(([id]) => Number(id))}::int[], ${people.map(([, types]) => reasonBits(types))}::smallint[])
      as w(user_id, reasons)`;
  return row.id;
}
