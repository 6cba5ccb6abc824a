import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, smallint, text, unique } from "drizzle-orm/pg-core";
import { createdAt, identity, notificationSchema, time, tsvector } from "./columns";

/** One action. Its wide facts live here once; `notification` is one row per person. */
export const event = notificationSchema.table(
  "event",
  {
    id: identity("id").primaryKey(),
    source: text("source").notNull(),
    eventId: text("event_id").notNull(),
    verb: text("verb").notNull(),
    actor: text("actor"),
    resourceType: text("resource_type").notNull(),
    resourceId: integer("resource_id").notNull(),
    resourceName: text("resource_name").notNull().default(""),
    resourceUrl: text("resource_url"),
    /** The graph that a layout belongs to (or the graph itself): it outlives the layout's row. */
    graphId: integer("graph_id"),
    /** The group that is shown; `groupIds` has all of them (an original may name several). */
    groupId: integer("group_id"),
    groupName: text("group_name"),
    groupIds: integer("group_ids").array().notNull().default(sql`'{}'`),
    /** The member added or removed, by e-mail. */
    affected: text("affected"),
    /** GraphSpace's ready-made text; null where we word it ourselves. */
    message: text("message"),
    changes: jsonb("changes"),
    /** The rest of the event's data, as it came. */
    data: jsonb("data"),
    clientId: text("client_id"),
    occurredAt: time("occurred_at").notNull(),
    /** When Kafka (or the outbox) took it. */
    producedAt: time("produced_at"),
    /** When the consumer took it, by the database's clock; null of what came before this was kept. */
    consumedAt: time("consumed_at"),
    /** When the transaction that stored it began. */
    ingestedAt: createdAt("ingested_at"),
    /** Each `topic/partition/offset` it came from. */
    origins: text("origins").array().notNull().default(sql`'{}'`),
    /** Reason bits of the types whose audience was resolved: redelivery adds only its origin. */
    resolved: smallint("resolved").notNull().default(0),
    /** Built by contract/search-tokens. */
    search: tsvector("search"),
    /** Of `search`, by contract/word-bits; null of what came before this was kept. */
    words: bigint("words", { mode: "bigint" }),
  },
  (table) => [
    unique("event_source_event_id").on(table.source, table.eventId),
    index("event_resource").on(table.resourceType, table.resourceId, table.id),
    index("event_graph").on(table.graphId, table.id).where(sql`graph_id is not null`),
    index("event_group").on(table.groupId, table.id).where(sql`group_id is not null`),
    index("event_search").using("gin", table.search),
  ],
);
