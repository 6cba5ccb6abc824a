import type { Database } from "../database/database";
import { mailable, unmailed } from "./mailable";

/**
 * Ends the hold after a restore. `release`: what is unread and unmailed may be mailed; `dismiss`: what is unread now
 * never is. Resolves to how many notifications are held back for good.
 */
export function releaseMail(db: Database, how: "release" | "dismiss"): Promise<{ held: number }> {
  return db.transaction(async (sql) => {
    const held =
      how === "release"
        ? 0
        : (
            await sql`
              insert into notification.digest_item (user_id, event_id)
              select n.user_id, n.event_id from notification.email_schedule s
              join notification.notification n using (user_id) join notification.event e on e.id = n.event_id
              where s.cadence <> 'off' and ${mailable(sql)} and ${unmailed(sql)}
              order by n.user_id, n.event_id on conflict do nothing`
          ).count;
    await sql`delete from notification.installation where key = 'mail-hold'`;
    return { held };
  }, 110_000);
}
