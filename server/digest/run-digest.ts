import { setTimeout as sleep } from "node:timers/promises";
import { mailDomain } from "./build-message";
import { claimDigests, claimRetries, type Which } from "./claim-digests";
import type { Decision } from "./judge-load";
import { recordRun } from "./record-run";
import { type SendDeps, type Sent, sendDigest } from "./send-digest";

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
  outcomes: Partial<Record<Sent["state"], number>>;
};

const chunk = 20;
const atOnce = 5;

/** One run: claims chunk by chunk, sends, and records itself. */
export async function runDigest(deps: SendDeps, run: Run): Promise<RunResult> {
  const { db, worker, config } = deps;
  const record = await recordRun(db, run);
  const result: RunResult = { runId: record.id, people: 0, mails: 0, outcomes: {} };
  const stopped = run.stopped ?? (() => false);
  const pace = paced(run.mailsPerSecond);
  let away = false;
  const send = async (ids: string[]) => {
    const left = [...ids];
    const line = async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        if (stopped()) return;
        await pace();
        const sent = await sendDigest(deps, id);
        away ||= sent.away;
        result.outcomes[sent.state] = (result.outcomes[sent.state] ?? 0) + 1;
        if (sent.state === "sent") result.mails++;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, line));
  };
  try {
    for (let last = 0; !stopped() && !away; ) {
      while (run.tooBusy && !stopped() && (await run.tooBusy())) await sleep(1_000);
      await send(await claimRetries(db, worker, chunk));
      const claim = { worker, runId: record.id, limit: chunk, domain: mailDomain(config.MAIL_FROM) };
      const claimed = await claimDigests(db, {
        ...claim,
        which: { ...run.which, after: run.which?.everybody ? last : 0 },
      });
      if (claimed.people === 0) break;
      last = claimed.lastUserId;
      result.people += claimed.people;
      await send(claimed.digestIds);
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
