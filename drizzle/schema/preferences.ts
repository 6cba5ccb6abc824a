import { boolean, index, integer, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema, pgSnapshot, time } from "./columns";

/** One person's wish about one resource or group. No row: the default. */
export const watch = notificationSchema.table(
  "watch",
  {
    userId: integer("user_id").notNull(),
    resourceType: text("resource_type").notNull(),
    resourceId: integer("resource_id").notNull(),
    level: text("level", { enum: ["watching", "muted"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ name: "watch_pkey", columns: [table.userId, table.resourceType, table.resourceId] }),
    index("watch_resource").on(table.resourceType, table.resourceId, table.level),
  ],
);

/** One switch of the type × channel matrix that differs from the default. */
export const preference = notificationSchema.table(
  "preference",
  {
    userId: integer("user_id").notNull(),
    type: text("type").notNull(),
    channel: text("channel", { enum: ["inbox", "toast", "desktop", "email"] }).notNull(),
    enabled: boolean("enabled").notNull(),
  },
  (table) => [primaryKey({ name: "preference_pkey", columns: [table.userId, table.type, table.channel] })],
);

/** A server from which one graph may show one person pictures. */
export const imageConsent = notificationSchema.table(
  "image_consent",
  {
    userId: integer("user_id").notNull(),
    graphId: integer("graph_id").notNull(),
    origin: text("origin").notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ name: "image_consent_pkey", columns: [table.userId, table.graphId, table.origin] })],
);

/** When one person wants mail. No row: never. */
export const emailSchedule = notificationSchema.table(
  "email_schedule",
  {
    userId: integer("user_id").primaryKey(),
    cadence: text("cadence", { enum: ["off", "each", "hourly", "daily", "weekly"] })
      .notNull()
      .default("off"),
    hour: smallint("hour").notNull().default(8),
    weekday: smallint("weekday").notNull().default(1),
    timeZone: text("time_zone").notNull().default("UTC"),
    quietFrom: smallint("quiet_from"),
    quietTo: smallint("quiet_to"),
    /** Only what arrived after this snapshot is mailed ("only new ones"); null: everything unread. */
    afterSnapshot: pgSnapshot("after_snapshot"),
    /** When the next digest is due; null: nothing planned. */
    nextDueAt: time("next_due_at"),
    /** A permanent refusal of the address paused it. */
    pausedAt: time("paused_at"),
    pausedReason: text("paused_reason"),
    updatedAt: createdAt("updated_at"),
  },
  // A run takes people in this order, and goes on after the last one it took.
  (table) => [index("email_schedule_next").on(table.nextDueAt, table.userId)],
);
