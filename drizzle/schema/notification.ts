import { sql } from "drizzle-orm";
import { bigint, index, integer, primaryKey, smallint } from "drizzle-orm/pg-core";
import { currentTransaction, notificationSchema, time } from "./columns";

/**
 * One action for one person. The key is idempotency, order of the list and list index at once.
 * Keep it narrow: it is written once per recipient.
 */
export const notification = notificationSchema.table(
  "notification",
  {
    userId: integer("user_id").notNull(),
    /** The group it came through or is about, from the event: counts per group then need no join. Fills padding. */
    groupId: integer("group_id"),
    eventId: bigint("event_id", { mode: "bigint" }).notNull(),
    /** Set of contract/notification-types bits. */
    reasons: smallint("reasons").notNull(),
    revision: integer("revision").notNull().default(1),
    /** The transaction that wrote the row. Written once: what "mark all that I see" compares. */
    arrived: currentTransaction("arrived"),
    /** The last transaction that changed its state: what live updates and `resume` follow. */
    changed: currentTransaction("changed"),
    readAt: time("read_at"),
    archivedAt: time("archived_at"),
    savedAt: time("saved_at"),
    /** Null again once it woke: only upkeep wakes, so that counts need no clock. */
    snoozedUntil: time("snoozed_until"),
    wokenAt: time("woken_at"),
    /** The event's, so that a search passes over what cannot match without reading the event; null: it may match. */
    words: bigint("words", { mode: "bigint" }),
    /** Access lost: no list, count, push or mail shows the row. */
    hiddenAt: time("hidden_at"),
  },
  (table) => [
    primaryKey({ name: "notification_pkey", columns: [table.userId, table.eventId] }),
    // What the bell counts; the group as a last column lets counts per group read the index alone.
    index("notification_unread")
      .on(table.userId, table.eventId, table.groupId)
      .where(sql`read_at is null and archived_at is null and snoozed_until is null and hidden_at is null`),
    // The words as a last column let a search walk the index alone.
    index("notification_inbox")
      .on(table.userId, table.eventId, table.words)
      .where(sql`archived_at is null and snoozed_until is null and hidden_at is null`),
    index("notification_changed").on(table.changed, table.userId, table.eventId),
    index("notification_saved").on(table.userId, table.eventId).where(sql`saved_at is not null and hidden_at is null`),
    index("notification_archived")
      .on(table.userId, table.eventId)
      .where(sql`archived_at is not null and hidden_at is null`),
    index("notification_snoozed").on(table.userId, table.snoozedUntil).where(sql`snoozed_until is not null`),
    index("notification_back").on(table.userId, table.eventId).where(sql`woken_at is not null and hidden_at is null`),
    index("notification_wake").on(table.snoozedUntil).where(sql`snoozed_until is not null`),
    index("notification_event").on(table.eventId),
  ],
);
