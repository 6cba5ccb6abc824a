import type { Database } from "../database/database";
import { mailable, unmailed } from "./mailable";

/** What waits for the operator's word after a restore: unread notifications not mailed yet, and whose they are. */
export type Hold = { since: Date; people: number; notifications: number };

/** Null where mail is not on hold. */
export async function readHold(db: Database): Promise<Hold | null> {
  const [row] = await db.within(
    (sql) => sql<Hold[]>`
      select h.updated_at as since, w.people, w.notifications from notification.installation h, lateral (
        select count(distinct n.user_id)::int as people, count(*)::int as notifications
        from notification.email_schedule s
        join notification.notification n using (user_id) join notification.event e on e.id = n.event_id
        where s.cadence <> 'off' and ${mailable(sql)} and ${unmailed(sql)}) w
      where h.key = 'mail-hold'`,
    60_000,
  );
  return row ?? null;
}
