import { isTransient } from "../database/is-transient";
import { refusesData } from "./bisect";
import { handleBatch, type IngestDeps } from "./handle-batch";
import type { IncomingMessage, ProgressFor } from "./message";
import { type Move, moveOffsets } from "./partition-offsets";

/** Messages that one transaction stores. */
export const maxBatch = 5000;

/** Messages of one partition, in order, and how some of them move its offset. `alone`: in no transaction with others. */
type Part = { messages: IncomingMessage[]; moveFor: (some: IncomingMessage[]) => Move; alone: boolean };
type Waiting = Part & { resolve: () => void; reject: (error: unknown) => void };

export type StoreMessages = (part: Part) => Promise<void>;

/**
 * Group commit: what several partitions have ready in one turn of the event loop is stored in one transaction, since
 * a transaction costs more than a few rows in it. A part is as safe as alone: it moves its own offset, and where the
 * whole fails for anything but trouble of the database, each part is tried alone and fails for itself.
 * @param maxRunning transactions at once
 */
export function joinBatches(deps: IngestDeps, maxRunning: number): StoreMessages {
  const waiting: Waiting[] = [];
  let running = 0;
  let due = false;

  const start = () => {
    due = false;
    if (running === maxRunning || waiting.length === 0) return;
    const parts = takeParts(waiting);
    running++;
    void storeParts(deps, parts).then((left) => {
      waiting.push(...left);
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

  return (part) =>
    new Promise((resolve, reject) => {
      waiting.push({ ...part, resolve, reject });
      startSoon();
    });
}

/** As many of the first as may share a transaction and fit it, at least one. */
function takeParts(waiting: Waiting[]): Waiting[] {
  let size = 0;
  const end = waiting.findIndex(({ messages, alone }, index) => {
    size += messages.length;
    return index > 0 && (alone || waiting[0]?.alone || size > maxBatch);
  });
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

/** Resolves to those that are to be tried alone; of the others, each has its answer. */
async function storeParts(deps: IngestDeps, parts: Waiting[]): Promise<Waiting[]> {
  try {
    const messages = parts.flatMap((part) => part.messages);
    await handleBatch(deps, messages, progressOf(deps.clusterId, parts), { whole: parts.length > 1 });
    for (const { resolve } of parts) resolve();
  } catch (error) {
    const isTrouble = isTransient(error) && !refusesData(error);
    if (parts.length > 1 && !isTrouble) return parts.map((part) => ({ ...part, alone: true }));
    for (const { reject } of parts) reject(error);
  }
  return [];
}

/** Each part moves its own partition's offset. */
function progressOf(clusterId: string, parts: Part[]): ProgressFor {
  const partOf = new Map(parts.flatMap((part) => part.messages.map((message) => [message, part])));
  return (messages) => {
    const some = new Map<Part, IncomingMessage[]>();
    for (const message of messages) {
      const part = partOf.get(message) as Part;
      const before = some.get(part);
      if (before) before.push(message);
      else some.set(part, [message]);
    }
    return moveOffsets(
      clusterId,
      [...some].map(([part, messages]) => part.moveFor(messages)),
    );
  };
}
