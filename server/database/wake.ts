import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
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

type Channel = (typeof channels)[keyof typeof channels];

/** What this process says where a wake-up has nothing to say: whoever heard of it at once need not hear it again. */
const here: string = randomUUID();
const heard = new EventEmitter().setMaxListeners(0);

/** A transaction: what it did nobody sees yet. */
const isOpen = (sql: Sql) => "savepoint" in sql;

/**
 * Wakes the listeners of a channel. Call it outside the transaction that did the work, after its commit: NOTIFY takes a
 * global lock at commit. Inside one, the listeners of this process, too, hear of it when it has committed.
 */
export async function wake(sql: Sql, channel: Channel, payload?: string): Promise<void> {
  const isCommitted = !isOpen(sql);
  if (isCommitted) heard.emit(channel, false);
  await sql`select pg_notify(${channel}, ${payload ?? (isCommitted ? here : "")})`;
}

/** So long another process may sleep on while this one has much to say. */
const togetherMs = 50;
const told = new WeakMap<Sql, Map<Channel, { at: number; next: Promise<void> | null }>>();

/**
 * The same for what happens many times a second: this process hears of each at once, the others of the first at once
 * and of those that follow within 50 ms together. Each NOTIFY is a transaction, and wakes every listener.
 * @param options.isTold what changed was handed over in this process: it need not look at once
 */
export function wakeOften(sql: Sql, channel: Channel, { isTold = false } = {}): Promise<void> {
  if (isOpen(sql)) return wake(sql, channel);
  heard.emit(channel, isTold);
  const channelsOf = told.get(sql) ?? new Map();
  told.set(sql, channelsOf);
  const last = channelsOf.get(channel) ?? { at: Number.NEGATIVE_INFINITY, next: null };
  channelsOf.set(channel, last);
  last.next ??= (async () => {
    const wait = last.at + togetherMs - performance.now();
    await (wait > 0 ? sleep(wait, undefined, { ref: false }) : null);
    // What is said from here on is said anew.
    last.next = null;
    last.at = performance.now();
    await sql`select pg_notify(${channel}, ${here})`;
  })();
  return last.next;
}

/**
 * Calls `woken` for the wake-ups of this process, without the way through the database; `isTold` where what changed was
 * handed over already. Returns how to end it.
 */
export function hearHere(channel: Channel, woken: (isTold: boolean) => void): () => void {
  heard.on(channel, woken);
  return () => heard.off(channel, woken);
}

/** Whether a payload that came through the database is this process's own. */
export const isFromHere = (payload: string): boolean => payload === here;
