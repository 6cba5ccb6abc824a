import { index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, identity, notificationSchema, time } from "./columns";

/** What one node did in one minute: its metrics, kept for the operations page. Gauges as they stood last. */
export const figure = notificationSchema.table(
  "figure",
  {
    minute: time("minute").notNull(),
    node: text("node").notNull(),
    updatedAt: createdAt("updated_at"),
    events: integer("events").notNull().default(0),
    notifications: integer("notifications").notNull().default(0),
    deadLetters: integer("dead_letters").notNull().default(0),
    /** How many notifications reached a browser within each bound of the latency metric; the last is beyond them all. */
    latency: integer("latency").array().notNull(),
    /** Null where the node has no such part. */
    sockets: integer("sockets"),
    /** Messages in the topics, or rows in the outbox, that were not stored yet. */
    waiting: integer("waiting"),
  },
  (table) => [primaryKey({ name: "figure_pkey", columns: [table.minute, table.node] })],
);

/** What an administrator did by hand: who, when, what, to what. */
export const operatorAct = notificationSchema.table(
  "operator_act",
  {
    id: identity("id").primaryKey(),
    at: createdAt("at"),
    /** The administrator's e-mail, or the command and the system's user. */
    by: text("by").notNull(),
    act: text("act", {
      enum: ["replay", "discard", "resend", "dismiss", "release-hold", "dismiss-held"],
    }).notNull(),
    /** `dead-letter/12`, `mail/<id>`, `hold`. */
    subject: text("subject").notNull(),
    /** What came of it, in numbers. */
    result: jsonb("result").$type<Record<string, number>>().notNull().default({}),
  },
  (table) => [index("operator_act_subject").on(table.subject)],
);
