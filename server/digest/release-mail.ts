import type { Database } from "../database/database";
import { mailable, unmailed } from "./mailable";
import { notBegun } from "./not-begun";

/**
 * Ends the hold after a restore. `release`: what is unread and unmailed may be mailed; `dismiss`: what is unread now
 * never is, mails that wait for another try included. Resolves to how many notifications are held back for good.
 */
export function releaseMail(db: Database, how: "release" | "dismiss"): Promise<{ held: number }> {
  return db.transaction(async (sql) => {
    let held = 0;
    if (how === "dismiss") {
      const [waiting] = await sql<[{ items: number }]>`
        with ended as (
          update notification.digest d set status = 'dismissed', settled_at = now(),
            response = 'It was waiting when the database was restored.'
          where ${notBegun} returning id)
        select count(*)::int as items from notification.digest_item where digest_id in (select id from ended)`;
      const { count } = await sql`
        insert into notification.digest_item (user_id, event_id)
        select n.user_id, n.event_id from notification.email_schedule s
        join notification.notification n using (user_id) join notification.event e on e.id = n.event_id
        where s.cadence <> 'off' and ${mailable} and ${unmailed}
        order by n.user_id, n.event_id on conflict do nothing`;
      held = waiting.items + count;
    }
    await sql`delete from notification.installation where key = 'mail-hold'`;
    return { held };
  }, 110_000);
}
