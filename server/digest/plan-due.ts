import type { Preferences } from "../contract/api";
import type { Database } from "../database/database";
import { mailable, unmailed } from "./mailable";
import { nextDue } from "./next-due";

type Row = {
  user_id: number;
  cadence: Preferences["email"]["cadence"];
  hour: number;
  weekday: number;
  time_zone: string;
  quiet_from: number | null;
  quiet_to: number | null;
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
    const rows = await db.within(
      (sql) => sql<Row[]>`
        select s.user_id, s.cadence, s.hour, s.weekday, s.time_zone, s.quiet_from, s.quiet_to, now() as now,
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
            where n.user_id = s.user_id and ${mailable(sql)} and ${unmailed(sql)}))
        order by s.user_id limit ${chunk}`,
      60_000,
    );
    if (rows.length === 0) return planned;
    last = rows.at(-1)?.user_id ?? last;
    const due = rows.flatMap((row) => {
      const at = dueOf(row);
      return at ? [{ userId: row.user_id, at: at.toISOString() }] : [];
    });
    await db.within(
      (sql) => sql`
        update notification.email_schedule s set next_due_at = d.at
        from unnest(${due.map(({ userId }) => userId)}::int[], ${due.map(({ at }) => at)}::timestamptz[]) as d(user_id, at)
        where s.user_id = d.user_id`,
    );
    planned += due.length;
  }
}

function dueOf({ cadence, hour, weekday, time_zone, quiet_from, quiet_to, now, last_at, last_status }: Row) {
  const schedule = {
    cadence,
    hour,
    weekday,
    timeZone: time_zone,
    quietHours: quiet_from === null || quiet_to === null ? null : { from: quiet_from, to: quiet_to },
  };
  // What a server has just refused is not offered again at once.
  const restMs = last_status === "failed" ? 24 * hourMs : cadence === "hourly" ? hourMs : 0;
  const rested = cadence === "daily" || cadence === "weekly" || !last_at ? 0 : last_at.getTime() + restMs;
  return nextDue(schedule, new Date(Math.max(now.getTime(), rested)));
}
