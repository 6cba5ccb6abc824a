import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, createdAt, identity, notificationSchema, time } from "./columns";

/** One message that cannot be processed, with the reason; what no producer means to send is cut. */
export const deadLetter = notificationSchema.table(
  "dead_letter",
  {
    id: identity("id").primaryKey(),
    /** The Kafka cluster's id, or `embedded`. */
    clusterId: text("cluster_id").notNull(),
    topic: text("topic").notNull(),
    /** -1 and the outbox id in embedded mode. */
    partition: integer("partition").notNull(),
    offset: bigint("offset", { mode: "bigint" }).notNull(),
    /** The message's own timestamp, ms since 1970 as it came: it may be no time at all. */
    messageAt: bigint("message_at", { mode: "bigint" }).notNull(),
    key: bytea("key"),
    /** Null is a tombstone. */
    value: bytea("value"),
    headers: jsonb("headers").$type<Record<string, string>>().notNull().default({}),
    /** What the message fails on, like `data.resource.id`; empty when it is the whole. */
    field: text("field").notNull().default(""),
    reason: text("reason").notNull(),
    receivedAt: createdAt("received_at"),
    /** When it went to the dead-letter topic too. */
    forwardedAt: time("forwarded_at"),
    replayedAt: time("replayed_at"),
    discardedAt: time("discarded_at"),
  },
  (table) => [
    uniqueIndex("dead_letter_origin").on(table.clusterId, table.topic, table.partition, table.offset, table.messageAt),
    index("dead_letter_open").on(table.id).where(sql`replayed_at is null and discarded_at is null`),
    index("dead_letter_unforwarded").on(table.id).where(sql`forwarded_at is null`),
  ],
);
