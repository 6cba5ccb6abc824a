import type { Database } from "../database/database";
import { mailable, unmailed } from "./mailable";
import { notBegun } from "./not-begun";

/** What waits for the operator's word after a restore: unread notifications that no mail was begun with, and whose they are. */
export type Hold = { since: Date; people: number; notifications: number };

/** Null where mail is not on hold. */
export async function readHold(db: Database): Promise<Hold | null> {
  const [row] = await db.within(
    (sql) => sql<Hold[]>`
      select h.updated_at as since, w.people, w.notifications from notification.installation h, lateral (
        select count(distinct user_id)::int as people, count(*)::int as notifications from (
          select n.user_id from notification.email_schedule s
          join notification.notification n using (user_id) join notification.event e on e.id = n.event_id
          where s.cadence <> 'off' and ${mailable} and ${unmailed}
          union all
          select i.user_id from notification.digest d join notification.digest_item i on i.digest_id = d.id
          where ${notBegun}) waiting) w
      where h.key = 'mail-hold'`,
    60_000,
  );
  return row ?? null;
}
