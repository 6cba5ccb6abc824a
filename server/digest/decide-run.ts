import type { Config } from "../config";
import type { Database } from "../database/database";
import { type Decision, judgeLoad, limitsOf } from "./judge-load";
import { readLoad, sampleSeconds } from "./report-load";

/** What waits for a run. */
export type Waiting = { people: number; retries: number; overdue: number; held: boolean };

export async function readWaiting(db: Database, config: Config): Promise<Waiting> {
  const [row] = await db.within(
    (sql) => sql<Waiting[]>`
      select count(*)::int as people,
        (select count(*)::int from notification.digest where status = 'retry' and retry_at <= now()) as retries,
        count(*) filter (where next_due_at <= now() - make_interval(secs =>
          case when cadence in ('each', 'hourly') then ${config.DIGEST_DEADLINE_FREQUENT_SECONDS}::float8
          else ${config.DIGEST_DEADLINE_DAILY_SECONDS}::float8 end))::int
        + (select count(*)::int from notification.digest where status = 'retry'
            and retry_at <= now() - make_interval(secs => ${config.DIGEST_DEADLINE_FREQUENT_SECONDS})) as overdue,
        exists (select from notification.installation where key = 'mail-hold') as held
      from notification.email_schedule
      where cadence <> 'off' and paused_at is null and next_due_at <= now()`,
  );
  return row as Waiting;
}

/** Whether to run now, and why: idle, or past the deadline, or not yet. */
export async function decideRun(db: Database, config: Config, waiting: Waiting): Promise<Decision> {
  const { nodes, now } = await readLoad(db);
  const limits = limitsOf(config);
  const idleSeconds = config.DIGEST_IDLE_SECONDS;
  const freshSeconds = 3 * sampleSeconds(idleSeconds) + 5;
  const { idle, reasons } = judgeLoad(nodes, limits, { now, idleSeconds, freshSeconds });
  const signals = { nodes, limits, idleSeconds, waiting };
  if (waiting.held)
    return { decision: "held", reason: "All mail is on hold until an administrator releases it.", signals };
  if (idle) return { decision: "ran", reason: `The system has been idle for ${idleSeconds} s.`, signals };
  const why = reasons.join("; ");
  if (waiting.overdue > 0) return { decision: "forced", reason: `The deadline has passed, although ${why}.`, signals };
  return { decision: "put-off", reason: `Not now: ${why}.`, signals };
}

/** Whether a signal passes twice its limit: a run pauses. */
export async function isTooBusy(db: Database, config: Config): Promise<boolean> {
  const { nodes, now } = await readLoad(db);
  return judgeLoad(nodes, limitsOf(config), { now, idleSeconds: 0, freshSeconds: 60 }).tooBusy;
}
