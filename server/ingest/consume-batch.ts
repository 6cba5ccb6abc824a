import { setTimeout as sleep } from "node:timers/promises";
import type { Batch, EachBatchPayload, KafkaMessage } from "kafkajs";
import type { NotificationType } from "../contract/notification-types";
import { backoffMs } from "../database/backoff";
import { isTransient } from "../database/is-transient";
import { beating, HeartbeatLost } from "./beating";
import type { IngestDeps } from "./handle-batch";
import { maxBatch, type StoreMessages } from "./join-batches";
import { type IncomingMessage, OwnershipLost } from "./message";
import type { Move } from "./partition-offsets";

/** A partition while it is ours, in this generation of the group. */
export type Assigned = {
  topic: string;
  partition: number;
  /** The database's offset, once it was read. */
  next: bigint;
  /** Up to here the log was read: what lies between is nothing to store (see `passOver`). */
  read: bigint;
  /** A batch of it is at work. */
  busy: boolean;
};

export type ConsumeOptions = {
  deps: IngestDeps;
  type: NotificationType;
  store: StoreMessages;
  /** False once the partition was given away, or its offset is read anew. */
  stillOurs: () => boolean;
  /** After every transaction. */
  stored: () => void;
  /** What is in the way, or null once it is not. */
  trouble: (error: unknown) => void;
};

/**
 * Stores one fetched batch of a partition, in transactions of up to 5,000 messages. Trouble holds the batch, and
 * with it all fetching, and tries again: smaller, and later each time. Returns false when the database's offset is
 * not where we thought; then the caller seeks. Throws HeartbeatLost.
 */
export async function consumeBatch(
  { batch, heartbeat, isRunning, isStale, resolveOffset }: EachBatchPayload,
  assigned: Assigned,
  { deps, type, store, stillOurs, stored, trouble }: ConsumeOptions,
): Promise<boolean> {
  // Read from behind where the database is: what lies between would be lost.
  if (fetchedFrom(batch) > assigned.read) return false;
  const place = { topic: batch.topic, partition: batch.partition };
  const unread = batch.messages.filter(({ offset }) => BigInt(offset) >= assigned.next);
  const messages = unread.map(incoming(batch, type, performance.now()));
  const end = BigInt(batch.lastOffset()) + 1n;
  let size = maxBatch;
  let failures = 0;
  let first = 0;

  // A part begins where the one before it ended, whatever gaps compaction left between.
  const startOf = new Map<bigint, bigint>();
  let start = assigned.next;
  for (const { offset } of messages) {
    startOf.set(offset, start);
    start = offset + 1n;
  }
  const afterLast = (part: IncomingMessage[]) => {
    const last = part.at(-1) as IncomingMessage;
    return last === messages.at(-1) && end > last.offset ? end : last.offset + 1n;
  };
  const moveFor = (part: IncomingMessage[]): Move => ({
    ...place,
    from: startOf.get((part[0] as IncomingMessage).offset) as bigint,
    to: afterLast(part),
  });

  const storePart = async (part: IncomingMessage[]) => {
    await beating(heartbeat, store({ messages: part, moveFor, alone: failures > 0 }));
    assigned.next = assigned.read = afterLast(part);
    if (stillOurs()) resolveOffset(String(assigned.next - 1n));
    stored();
  };

  try {
    while (first < messages.length) {
      if (!isRunning() || isStale() || !stillOurs()) return true;
      const part = messages.slice(first, first + size);
      try {
        await storePart(part);
        first += part.length;
        size = Math.min(maxBatch, size * 2);
        if (failures > 0) trouble(null);
        failures = 0;
      } catch (error) {
        if (error instanceof HeartbeatLost) throw error;
        if (error instanceof OwnershipLost) return false;
        failures++;
        size = Math.max(1, Math.min(size, part.length) >> 1);
        trouble(error);
        deps.metrics.ingestRetries.inc({ cause: isTransient(error) ? "transient" : "unknown" });
        const level = isTransient(error) && failures < 5 ? "warn" : "error";
        deps.log[level]({ err: error, ...place, failures }, "A batch could not be stored; it is tried again.");
        await beating(heartbeat, sleep(backoffMs(failures)));
      }
    }
    return true;
  } finally {
    if (failures > 0) trouble(null);
  }
}

/** kafkajs knows it, but its types do not. */
const fetchedFrom = (batch: Batch) => BigInt((batch as Batch & { fetchedOffset: string }).fetchedOffset);

const incoming =
  ({ topic, partition }: { topic: string; partition: number }, type: NotificationType, takenAt: number) =>
  ({ offset, timestamp, key, value, headers = {} }: KafkaMessage): IncomingMessage => ({
    topic,
    type,
    partition,
    offset: BigInt(offset),
    timestamp: new Date(Number(timestamp)),
    takenAt,
    key,
    value,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, held]) => [name, headerText(Array.isArray(held) ? held[0] : held)]),
    ),
  });

/** No attribute that we read is longer, and a text has its limit. */
const maxHeaderBytes = 128 * 1024;
const headerText = (held: Buffer | string | undefined) =>
  typeof held === "string" ? held : (held?.toString("utf8", 0, maxHeaderBytes) ?? "");
