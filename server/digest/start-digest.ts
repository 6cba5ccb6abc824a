import { randomUUID } from "node:crypto";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Runtime, Stop } from "../runtime";
import { decideRun, isTooBusy, readWaiting } from "./decide-run";
import { openMailer } from "./open-mailer";
import { planDue } from "./plan-due";
import { recordRun } from "./record-run";
import { recoverDigests, releaseDigests } from "./recover-digests";
import { runDigest } from "./run-digest";

/** A claim that nobody has acted on for so long is given up: longer than any chunk takes. */
const leaseSeconds = 600;

/** Sends mail when it is due and the system has time for it. Any number of nodes may. */
export function startDigest(runtime: Runtime): Stop {
  const { db, config, log, metrics, secret } = runtime;
  const worker = `${os.hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const mailer = openMailer(config, db);
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  let heldRecorded = false;

  const look = async () => {
    const { unknown } = await recoverDigests(db, leaseSeconds);
    if (unknown > 0) log.warn({ unknown }, "Nobody knows whether these mails arrived: see /operations");
    await planDue(db);
    const waiting = await readWaiting(db, config);
    if (waiting.people + waiting.retries === 0) return;
    const decision = await decideRun(db, config, waiting);
    metrics.digestRuns.inc({ decision: decision.decision });
    if (decision.decision === "put-off" || decision.decision === "held") {
      // On hold for days: said once.
      if (!(decision.decision === "held" && heldRecorded))
        await (await recordRun(db, decision)).end({ people: 0, mails: 0 });
      heldRecorded = decision.decision === "held";
      return;
    }
    heldRecorded = false;
    const overdue = {
      frequentSeconds: config.DIGEST_DEADLINE_FREQUENT_SECONDS,
      dailySeconds: config.DIGEST_DEADLINE_DAILY_SECONDS,
    };
    const { outcomes, ...result } = await runDigest(
      { db, mailer, log, config, secret, worker },
      decision.decision === "forced"
        ? { ...decision, stopped, which: { overdue }, mailsPerSecond: config.DIGEST_FORCED_MAILS_PER_SECOND }
        : { ...decision, stopped, tooBusy: () => isTooBusy(db, config) },
    );
    for (const [outcome, count] of Object.entries(outcomes)) metrics.digestMails.inc({ outcome }, count);
    log.info({ ...result, outcomes, reason: decision.reason }, "Digest run");
  };

  const running = (async () => {
    while (!stopped()) {
      await look().catch((error) => log.warn({ err: error }, "The digest failed; it is tried again at its next time"));
      await sleep(config.DIGEST_CHECK_SECONDS * 1000, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return async () => {
    stopping.abort();
    await running;
    await mailer.close();
    await releaseDigests(db, worker).catch(() => {});
  };
}
