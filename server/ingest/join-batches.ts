import { isTransient } from "../database/is-transient";
import { handleBatch, type IngestDeps } from "./handle-batch";
import type { IncomingMessage, ProgressFor } from "./message";

/** Messages that one transaction stores, and transactions that run at once: as many as one fetch fills. */
export const maxBatch = 5000;
const maxRunning = 4;

/** Messages of one partition, in order, and what marks some of them done. */
type Part = { messages: IncomingMessage[]; progressFor: ProgressFor };
type Waiting = Part & { resolve: () => void; reject: (error: unknown) => void };

export type StoreMessages = (messages: IncomingMessage[], progressFor: ProgressFor) => Promise<void>;

/**
 * Group commit: what several partitions have ready in one turn of the event loop is stored in one transaction, since
 * a transaction costs more than a few rows in it. A part is as safe as alone: it moves its own offset, and where the
 * whole fails for anything but trouble of the database, each part is tried alone and fails for itself.
 */
export function joinBatches(deps: IngestDeps): StoreMessages {
  const waiting: Waiting[] = [];
  let running = 0;
  let due = false;

  const start = () => {
    due = false;
    if (running === maxRunning || waiting.length === 0) return;
    const parts = takeParts(waiting);
    running++;
    void storeParts(deps, parts).finally(() => {
      running--;
      startSoon();
    });
    // Not at once: reading thousands of messages holds up everything else.
    startSoon();
  };
  const startSoon = () => {
    if (!due) setImmediate(start);
    due = true;
  };

  return (messages, progressFor) =>
    new Promise((resolve, reject) => {
      waiting.push({ messages, progressFor, resolve, reject });
      startSoon();
    });
}

/** As many of the first as fit one transaction, at least one. */
function takeParts(waiting: Waiting[]): Waiting[] {
  let size = 0;
  const tooMuch = waiting.findIndex(({ messages }, index) => {
    size += messages.length;
    return size > maxBatch && index > 0;
  });
  return waiting.splice(0, tooMuch < 0 ? waiting.length : tooMuch);
}

async function storeParts(deps: IngestDeps, parts: Waiting[]): Promise<void> {
  const [first] = parts as [Waiting, ...Waiting[]];
  try {
    const messages = parts.length === 1 ? first.messages : parts.flatMap((part) => part.messages);
    await handleBatch(deps, messages, parts.length === 1 ? first.progressFor : progressOf(parts));
    for (const { resolve } of parts) resolve();
  } catch (error) {
    if (parts.length === 1 || isTransient(error)) for (const { reject } of parts) reject(error);
    else for (const part of parts) await storeParts(deps, [part]);
  }
}

/** Each part's own progress, in one order for all who store: two in opposite order deadlock. */
function progressOf(parts: Part[]): ProgressFor {
  const partOf = new Map(parts.flatMap((part) => part.messages.map((message) => [message, part])));
  return (messages) => {
    const some = new Map<Part, [IncomingMessage, ...IncomingMessage[]]>();
    for (const message of messages) {
      const part = partOf.get(message) as Part;
      const before = some.get(part);
      if (before) before.push(message);
      else some.set(part, [message]);
    }
    const steps = [...some]
      .sort(([, [one]], [, [other]]) => (keyOf(one) < keyOf(other) ? -1 : 1))
      .map(([part, messages]) => part.progressFor(messages));
    return async (sql) => {
      await Promise.all(steps.map((step) => step(sql)));
    };
  };
}

const keyOf = ({ topic, partition }: IncomingMessage) => `${topic}/${partition}`;
