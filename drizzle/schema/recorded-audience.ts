import { integer, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema } from "./columns";

/** Who heard of one removal, resolved before the rows that said so were gone. Never recomputed. */
export const recordedAudience = notificationSchema.table(
  "recorded_audience",
  {
    source: text("source").notNull(),
    eventId: text("event_id").notNull(),
    /** The notification type's name, whatever its Kafka topic is called. */
    topic: text("topic").notNull(),
    userIds: integer("user_ids").array().notNull(),
    recordedAt: createdAt("recorded_at"),
  },
  (table) => [primaryKey({ name: "recorded_audience_pkey", columns: [table.source, table.eventId, table.topic] })],
);
