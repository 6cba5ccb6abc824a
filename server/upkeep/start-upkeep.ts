import { Cron } from "croner";
import { channels } from "../database/wake";
import type { Runtime, Stop } from "../runtime";
import { forgetCapturedMail } from "./forget-captured-mail";
import { forgetOld } from "./forget-old";
import { oneAtATime } from "./one-at-a-time";
import { sweepAccess } from "./sweep-access";
import { wakeSnoozed } from "./wake-snoozed";

/** At least this long between two sweeps: the first is at once, a burst of events costs one a second. */
const sweepPauseMs = 1_000;

/** Runs what time does. Any number of nodes may: every job only touches rows that still need it. */
export function startUpkeep({ config, db, log }: Runtime): Stop {
  const report = (name: string, work: () => Promise<unknown>) => async () => {
    try {
      const result = await work();
      if (result !== 0) log.debug({ job: name, result }, "upkeep");
    } catch (error) {
      log.warn({ err: error, job: name }, "Upkeep failed; it is tried again at its next time");
    }
  };
  // Events that may change access come in any number; each sweep compares all of GraphSpace's sharing.
  const sweeps = oneAtATime(
    report("access", () => sweepAccess(db)),
    sweepPauseMs,
  );
  const jobs = [
    new Cron("0 * * * * *", sweeps.ask),
    new Cron(
      "*/5 * * * * *",
      { protect: true },
      report("snoozed", () => wakeSnoozed(db)),
    ),
    new Cron(
      "31 */10 * * * *",
      { protect: true },
      report("captured mail", () =>
        forgetCapturedMail(db, { days: config.CAPTURED_MAIL_DAYS, most: config.CAPTURED_MAIL_MAX }),
      ),
    ),
    new Cron(
      "17 23 3 * * *",
      { protect: true },
      report("retention", () => forgetOld(db, config.RETENTION_DAYS)),
    ),
  ];
  // An event said that somebody lost or gained something: do not wait for the minute.
  const ears = db.dedicated();
  ears.listen(channels.access, sweeps.ask, sweeps.ask).catch(() => {});
  return async () => {
    for (const each of jobs) each.stop();
    await sweeps.stop();
    await ears.end({ timeout: 1 });
  };
}
