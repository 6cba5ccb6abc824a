import type { Database } from "../database/database";
import { type ClockRow, clockColumns, clockOf } from "./clock-columns";
import { mailable, unmailed } from "./mailable";
import { nextDue, type Schedule } from "./next-due";

type Row = Pick<Schedule, "cadence" | "hour" | "weekday"> &
  ClockRow & {
    user_id: number;
    now: Date;
    last_at: Date | null;
    last_status: string | null;
  };

const chunk = 2_000;
const hourMs = 3_600_000;

/**
 * Sets when the next mail falls due, for those who have no date: daily and weekly by their clock, each and hourly as
 * soon as there is something to mail. By the database's clock. Resolves to how many were planned.
 */
export async function planDue(db: Database): Promise<number> {
  let planned = 0;
  for (let last = 0; ; ) {
    const rows = await planAfter(db, last);
    if (rows.length === 0) return planned;
    last = rows.at(-1)?.user_id ?? last;
    planned += rows.length;
  }
}

/** The next of them. Whoever is just saving their settings is passed over, so that no old wish outlives a new one. */
const planAfter = (db: Database, last: number): Promise<Row[]> =>
  db.transaction(async (sql) => {
    const rows = await sql<Row[]>`
      select s.user_id, s.cadence, s.hour, s.weekday, ${clockColumns}, now() as now,
        previous.claimed_at as last_at, previous.status as last_status
      from notification.email_schedule s
      left join lateral (
        select claimed_at, status from notification.digest d where d.user_id = s.user_id
        order by claimed_at desc limit 1) previous on true
      where s.user_id > ${last} and s.cadence <> 'off' and s.paused_at is null
        -- A plan too far ahead is from before the clock was put right.
        and (s.next_due_at is null or s.next_due_at > now() + case s.cadence when 'weekly' then interval '9 days' else interval '3 days' end)
        and (s.cadence in ('daily', 'weekly') or exists (
          select from notification.notification n join notification.event e on e.id = n.event_id
          where n.user_id = s.user_id and ${mailable} and ${unmailed}))
      order by s.user_id limit ${chunk} for update of s skip locked`;
    const due = rows.map((row) => dueOf(row)?.toISOString() ?? null);
    await sql`
      update notification.email_schedule s set next_due_at = d.at
      from unnest(${rows.map((row) => row.user_id)}::int[], ${due}::timestamptz[]) as d(user_id, at)
      where s.user_id = d.user_id`;
    return rows;
  }, 60_000);

function dueOf({ cadence, hour, weekday, now, last_at, last_status, ...clock }: Row) {
  // What a server has just refused is not offered again at once.
  const restMs = last_status === "failed" ? 24 * hourMs : cadence === "hourly" ? hourMs : 0;
  const rested = cadence === "daily" || cadence === "weekly" || !last_at ? 0 : last_at.getTime() + restMs;
  return nextDue({ cadence, hour, weekday, ...clockOf(clock) }, new Date(Math.max(now.getTime(), rested)));
}
