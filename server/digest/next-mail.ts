import type { NextMail } from "../contract/next-mail";
import type { Database } from "../database/database";
import { loadNotifications } from "../inbox/load-notifications";
import { readPreferences } from "../preferences/read-preferences";
import { mailable, unmailed } from "./mailable";
import { nextDue } from "./next-due";

/** As many are told by their words; the rest is a number. */
const shown = 3;

/** When a person's next mail comes, as their settings stand, and what would be in it now. */
export async function nextMail(db: Database, userId: number): Promise<NextMail> {
  const { email } = await readPreferences(db, userId);
  const [row] = await db.within(
    (sql) => sql<
      {
        due: Date | null;
        now: Date;
        paused: string | null;
        held: boolean;
        count: number;
        newest: string[];
        last: Date | null;
      }[]
    >`
      select s.next_due_at as due, now() as now,
        case when s.paused_at is not null then coalesce(s.paused_reason, '') end as paused,
        exists (select from notification.installation where key = 'mail-hold') as held,
        would.count, would.newest,
        (select max(settled_at) from notification.digest d where d.user_id = s.user_id and d.status = 'sent') as last
      from notification.email_schedule s cross join lateral (
        select count(*)::int as count,
          coalesce((array_agg(n.event_id::text order by n.event_id desc))[:${shown}::int], '{}') as newest
        from notification.notification n join notification.event e on e.id = n.event_id
        where n.user_id = s.user_id and ${mailable} and ${unmailed}) would
      where s.user_id = ${userId}`,
  );
  if (!row || email.cadence === "off")
    return { at: null, count: 0, first: [], paused: null, held: false, lastAt: null };
  const newest = row.newest.map((eventId) => ({ userId, eventId }));
  const told = (await db.within((sql) => loadNotifications(sql, newest))).get(userId) ?? [];
  const regular = email.cadence === "daily" || email.cadence === "weekly";
  const at = row.due ?? (regular || row.count > 0 ? nextDue(email, row.now) : null);
  return {
    at: row.paused === null ? (at?.toISOString() ?? null) : null,
    count: row.count,
    first: told.map(({ message }) => message),
    paused: row.paused,
    held: row.held,
    lastAt: row.last?.toISOString() ?? null,
  };
}
