import { bigint, integer, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema } from "./columns";

/** Progress of one partition: moved, compare-and-set, in the transaction that stores its rows. */
export const consumerOffset = notificationSchema.table(
  "consumer_offset",
  {
    clusterId: text("cluster_id").notNull(),
    topic: text("topic").notNull(),
    partition: integer("partition").notNull(),
    nextOffset: bigint("next_offset", { mode: "bigint" }).notNull(),
    updatedAt: createdAt("updated_at"),
  },
  (table) => [primaryKey({ name: "consumer_offset_pkey", columns: [table.clusterId, table.topic, table.partition] })],
);
