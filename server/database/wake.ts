import type { Sql } from "./database";

/** Channels that wake other processes; every one of them also polls, so that a lost wake-up only delays. */
export const channels = {
  /** Rows of `notification` changed: push looks. */
  changed: "graphspace_changed",
  /** Somebody may have lost or regained access: upkeep looks. */
  access: "graphspace_access",
  /** The outbox has rows: the relay looks. */
  outbox: "graphspace_outbox",
  /** A session ended; the payload is its id, or `user:<id>` for all of one person's. */
  sessionEnded: "graphspace_session_ended",
} as const;

/**
 * Wakes the listeners of a channel. Call it outside the transaction that did the work: NOTIFY takes a
 * global lock at commit.
 */
export async function wake(sql: Sql, channel: (typeof channels)[keyof typeof channels], payload = ""): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`;
}
