import { Cron } from "croner";
import { channels } from "../database/wake";
import type { Runtime, Stop } from "../runtime";
import { forgetOld } from "./forget-old";
import { sweepAccess } from "./sweep-access";
import { wakeSnoozed } from "./wake-snoozed";

/** Runs what time does. Any number of nodes may: every job only touches rows that still need it. */
export function startUpkeep({ config, db, log }: Runtime): Stop {
  const job = (name: string, schedule: string, work: () => Promise<unknown>) =>
    new Cron(schedule, { protect: true, name }, async () => {
      try {
        const result = await work();
        if (result !== 0) log.debug({ job: name, result }, "upkeep");
      } catch (error) {
        log.warn({ err: error, job: name }, "Upkeep failed; it is tried again at its next time");
      }
    });
  const sweep = job("access", "0 * * * * *", () => sweepAccess(db));
  const jobs = [
    sweep,
    job("snoozed", "*/5 * * * * *", () => wakeSnoozed(db)),
    job("retention", "17 23 3 * * *", () => forgetOld(db, config.RETENTION_DAYS)),
  ];
  // An event said that somebody lost or gained something: do not wait for the minute.
  const ears = db.dedicated();
  ears.listen(channels.access, () => void sweep.trigger()).catch(() => {});
  return async () => {
    for (const each of jobs) each.stop();
    await ears.end({ timeout: 1 });
  };
}
