import { randomUUID } from "node:crypto";
import type { NotificationType } from "../contract/notification-types";
import type { Database } from "../database/database";
import { handleBatch } from "../ingest/handle-batch";
import type { IncomingMessage, Progress } from "../ingest/message";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";

let nextOffset = 0n;

/** A message on the topic of a type; `value` may be anything, to be as hostile as a producer. */
export function messageOn(
  type: NotificationType,
  value: unknown,
  more: Partial<IncomingMessage> = {},
): IncomingMessage {
  return {
    topic: type,
    type,
    partition: 0,
    offset: nextOffset++,
    timestamp: new Date(),
    takenAt: performance.now(),
    key: null,
    value:
      value === null || Buffer.isBuffer(value)
        ? value
        : Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
    headers: {},
    ...more,
  };
}

/** A CloudEvent about one resource, complete but for what the test says. */
export function eventOf(
  type: string,
  resource: { id: unknown; type?: string; name?: string; url?: string },
  data: object = {},
  envelope: object = {},
) {
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "/test",
    type,
    time: new Date().toISOString(),
    data: { actor: "robot@lab.org", resource: { type: type.split(".")[0], ...resource }, ...data },
    ...envelope,
  };
}

/** Hands messages to the pipeline as one batch, with progress that always succeeds. */
export const deliver = (
  db: Database,
  messages: IncomingMessage[],
  progressFor: (part: IncomingMessage[]) => Progress = () => async () => {},
) =>
  handleBatch({ db, log: createLogger("silent"), metrics: createMetrics(), clusterId: "test" }, messages, progressFor);
