import { sql } from "drizzle-orm";
import { index, integer, jsonb, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, notificationSchema, pgSnapshot, time, xid8 } from "./columns";

/** One person's inbox as a whole. */
export const inboxState = notificationSchema.table(
  "inbox_state",
  {
    userId: integer("user_id").primaryKey(),
    /** What they have seen: everything whose arrival is visible in this snapshot. */
    seenSnapshot: pgSnapshot("seen_snapshot"),
    seenAt: time("seen_at"),
    /** The transaction that last deleted all they had: whoever stood before it starts anew. */
    erased: xid8("erased"),
  },
  (table) => [index("inbox_state_erased").on(table.erased).where(sql`erased is not null`)],
);

/** One bulk action, for an hour: the rows it really changed, with their old values. */
export const undo = notificationSchema.table(
  "undo",
  {
    token: uuid("token").primaryKey().defaultRandom(),
    userId: integer("user_id").notNull(),
    action: text("action").notNull(),
    /** `[{id, revision, …old values}]`; revision is the one that the action left. */
    changed: jsonb("changed").notNull(),
    createdAt: createdAt(),
    undoneAt: time("undone_at"),
  },
  (table) => [index("undo_created").on(table.createdAt)],
);

/** A query somebody named. */
export const savedFilter = notificationSchema.table(
  "saved_filter",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: integer("user_id").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    createdAt: createdAt(),
  },
  (table) => [index("saved_filter_user").on(table.userId, table.createdAt)],
);
