import { setTimeout as sleep } from "node:timers/promises";
import { mailDomain } from "./build-message";
import { type Claimed, claimDigests, type Which } from "./claim-digests";
import { claimRetries } from "./claim-retries";
import type { Decision } from "./judge-load";
import { recordRun } from "./record-run";
import { type SendDeps, type Sent, sendDigests } from "./send-digests";

export type Run = Decision & {
  which?: Which;
  /** The most that go out in a second; none: as fast as the server takes them. */
  mailsPerSecond?: number;
  /** Asked between chunks; true pauses the run until it is false. */
  tooBusy?: () => Promise<boolean>;
  /** True ends the run after what is under way. */
  stopped?: () => boolean;
};
export type RunResult = {
  runId: string;
  people: number;
  mails: number;
  outcomes: Sent["outcomes"];
};

/** People claimed at once: as many as take a second or two, so that a run can pause, and ends soon when it must. */
const smallest = 20;
const largest = 2_000;
const [shortMs, longMs] = [1_000, 3_000];
/** Where the server has become slow, what is left of a chunk goes back into the queue. */
const mostMs = 30_000;

/** One run: claims chunk by chunk, sends, and records itself. */
export async function runDigest(deps: SendDeps, run: Run): Promise<RunResult> {
  const { db, worker, config } = deps;
  const record = await recordRun(db, run);
  const result: RunResult = { runId: record.id, people: 0, mails: 0, outcomes: {} };
  const stopped = run.stopped ?? (() => false);
  const pace = paced(run.mailsPerSecond);
  let chunk = smallest;
  let away = false;
  const send = async (ids: string[]) => {
    if (ids.length === 0) return;
    const until = performance.now() + mostMs;
    const sent = await sendDigests(deps, ids, { pace, stopped: () => stopped() || performance.now() > until });
    away ||= sent.away;
    for (const [state, count] of Object.entries(sent.outcomes) as [keyof Sent["outcomes"], number][])
      result.outcomes[state] = (result.outcomes[state] ?? 0) + count;
    result.mails = result.outcomes.sent ?? 0;
  };
  try {
    for (let after: Claimed["last"]; !stopped() && !away; ) {
      while (run.tooBusy && !stopped() && (await run.tooBusy())) await sleep(1_000);
      const began = performance.now();
      const retries = await claimRetries(db, { worker, limit: chunk, which: run.which });
      await send(retries);
      if (away || stopped()) break;
      const claim = { worker, runId: record.id, limit: chunk, domain: mailDomain(config.MAIL_FROM), after };
      const claimed = await claimDigests(db, { ...claim, which: run.which });
      if (!claimed.last && retries.length === 0) break;
      after = claimed.last ?? after;
      result.people += claimed.people;
      await send(claimed.digestIds);
      const tookMs = performance.now() - began;
      if (tookMs < shortMs) chunk = Math.min(largest, chunk * 2);
      else if (tookMs > longMs) chunk = Math.max(smallest, chunk >> 1);
    }
  } finally {
    await record.end(result);
  }
  return result;
}

/** Lets one pass every 1/rate seconds. */
function paced(perSecond?: number): () => Promise<void> {
  if (perSecond === undefined) return async () => {};
  let next = performance.now();
  return async () => {
    const at = Math.max(next, performance.now());
    next = at + 1000 / perSecond;
    await sleep(at - performance.now());
  };
}
