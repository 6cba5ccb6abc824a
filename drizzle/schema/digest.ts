import { bigint, index, integer, jsonb, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, identity, notificationSchema, time } from "./columns";

/** One decision of the load gate or one run, with its inputs. */
export const digestRun = notificationSchema.table("digest_run", {
  id: identity("id").primaryKey(),
  startedAt: createdAt("started_at"),
  endedAt: time("ended_at"),
  decision: text("decision", { enum: ["ran", "put-off", "forced", "manual", "held"] }).notNull(),
  reason: text("reason").notNull(),
  signals: jsonb("signals").notNull(),
  people: integer("people").notNull().default(0),
  mails: integer("mails").notNull().default(0),
});

/** One mail. Committed before SMTP is spoken to. */
export const digest = notificationSchema.table(
  "digest",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    runId: bigint("run_id", { mode: "bigint" }),
    userId: integer("user_id").notNull(),
    address: text("address").notNull(),
    /** Deterministic, so that a receiver can tell a repetition. */
    messageId: text("message_id").notNull().unique(),
    status: text("status", { enum: ["claimed", "sent", "retry", "failed", "unknown", "dismissed"] })
      .notNull()
      .default("claimed"),
    attempts: smallint("attempts").notNull().default(0),
    retryAt: time("retry_at"),
    /** The server's last words. */
    response: text("response"),
    subject: text("subject"),
    /** The message's headers as they went out last, and when they were written. */
    headers: text("headers"),
    composedAt: time("composed_at"),
    claimedAt: createdAt("claimed_at"),
    claimedBy: text("claimed_by"),
    /** Set in the transaction that checked everything once more, just before SMTP: a crash after it is `unknown`. */
    sendingAt: time("sending_at"),
    settledAt: time("settled_at"),
  },
  (table) => [
    index("digest_status").on(table.status, table.retryAt),
    index("digest_user").on(table.userId, table.claimedAt),
    index("digest_run_mails").on(table.runId),
  ],
);

/** One attempt to hand a mail over, and how it ended. */
export const digestAttempt = notificationSchema.table(
  "digest_attempt",
  {
    id: identity("id").primaryKey(),
    digestId: uuid("digest_id").notNull(),
    begunAt: time("begun_at"),
    endedAt: createdAt("ended_at"),
    outcome: text("outcome", { enum: ["sent", "temporary", "permanent", "unknown"] }).notNull(),
    /** The server's words, or ours where it said none. */
    response: text("response").notNull(),
  },
  (table) => [index("digest_attempt_digest").on(table.digestId)],
);

/** One notification in one mail: the ledger that makes a second mail impossible. */
export const digestItem = notificationSchema.table(
  "digest_item",
  {
    userId: integer("user_id").notNull(),
    eventId: bigint("event_id", { mode: "bigint" }).notNull(),
    /** Null: held, not mailed (caught up after a restore); only the operator releases it. */
    digestId: uuid("digest_id"),
    mailedAt: createdAt("mailed_at"),
  },
  (table) => [
    primaryKey({ name: "digest_item_pkey", columns: [table.userId, table.eventId] }),
    index("digest_item_digest").on(table.digestId),
  ],
);

/** What one node measures of its own load; the gate reads them all. */
export const loadSignal = notificationSchema.table("load_signal", {
  node: text("node").primaryKey(),
  measuredAt: createdAt("measured_at"),
  signals: jsonb("signals").notNull(),
});

/** Mail kept instead of sent: without SMTP_URL. */
export const capturedMail = notificationSchema.table(
  "captured_mail",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    address: text("address").notNull(),
    subject: text("subject").notNull(),
    html: text("html").notNull(),
    text: text("text").notNull(),
    /** The whole message as SMTP would have carried it. */
    source: text("source").notNull(),
    capturedAt: createdAt("captured_at"),
  },
  (table) => [index("captured_mail_time").on(table.capturedAt)],
);
