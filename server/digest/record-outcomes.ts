import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../database/database";
import type { Logger } from "../logger";
import { persist } from "./persist";
import { type Ended, type Settled, settleDigests } from "./settle-digests";

/** So long outcomes gather, to be written together. */
const gatherMs = 20;

/**
 * Writes down how mails ended, several at once. What the server said is worth waiting for the database: else a mail
 * that went out would count as unknown.
 */
export function recordOutcomes({ db, log, worker }: { db: Database; log: Logger; worker: string }) {
  const waiting: Ended[] = [];
  const counts: Partial<Record<Settled, number>> = {};
  const ending = new AbortController();
  let writing: Promise<void> | null = null;

  const write = async () => {
    while (waiting.length > 0) {
      await sleep(gatherMs, undefined, { signal: ending.signal }).catch(() => {});
      const ended = waiting.splice(0);
      const settled = await persist(() => settleDigests(db, worker, ended)).catch((error) => {
        log.error(
          { err: error, ended: ended.map(({ id, outcome }) => ({ id, outcome })) },
          "How mails ended could not be written down",
        );
        return new Map<string, Settled>();
      });
      for (const state of settled.values()) counts[state] = (counts[state] ?? 0) + 1;
    }
    writing = null;
  };

  return {
    add(ended: Ended): void {
      waiting.push(ended);
      writing ??= write();
    },
    /** Resolves once all is written, to how many ended how. */
    async end(): Promise<Partial<Record<Settled, number>>> {
      ending.abort();
      await writing;
      return counts;
    },
  };
}
