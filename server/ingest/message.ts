import type { NotificationType } from "../contract/notification-types";
import type { Transaction } from "../database/database";

/** One message as it came, from Kafka or from the outbox. */
export type IncomingMessage = {
  /** The Kafka topic, as configured. */
  topic: string;
  /** What the topic stands for. */
  type: NotificationType;
  /** -1 in embedded mode. */
  partition: number;
  /** The outbox id in embedded mode; never compare those as if they were in commit order. */
  offset: bigint;
  timestamp: Date;
  /** When this process took it, on the clock of `performance.now()`. */
  takenAt: number;
  key: Buffer | null;
  /** Null is a tombstone. */
  value: Buffer | null;
  headers: Record<string, string>;
};

/** Where a message came from, as kept in `event.origins`. */
export const originOf = ({ topic, partition, offset }: IncomingMessage) => `${topic}/${partition}/${offset}`;

/** A producer may stamp anything, or nothing; what no calendar holds becomes 1970. */
export const saneTime = (time: Date): Date => {
  const ms = time.getTime();
  return ms >= 0 && ms < 253_402_300_800_000 ? time : new Date(0);
};

/** Names an original that came over HTTP: the relay may send its row twice. */
export const outboxIdHeader = "graphspace-outbox-id";

/** Where a message stands, as a dead letter keeps it. */
export const identityOf = ({ topic, partition, offset, timestamp }: IncomingMessage) => ({
  topic,
  partition,
  offset,
  messageAt: BigInt(Number.isFinite(timestamp.getTime()) ? timestamp.getTime() : -1),
});

/**
 * Marks messages done in the transaction that stores them: moves the partition's offset, compare-and-set,
 * or deletes the outbox rows. Throws OwnershipLost when somebody else did so first.
 */
export type Progress = (sql: Transaction) => Promise<void>;
/** The progress of some of the messages that were handed over, in their order. */
export type ProgressFor = (part: IncomingMessage[]) => Progress;

/** Another consumer has these messages: nothing was written, and the database's offset says where to go on. */
export class OwnershipLost extends Error {
  constructor(readonly what: string) {
    super(`${what} is processed by another consumer now.`);
    this.name = "OwnershipLost";
  }
}
