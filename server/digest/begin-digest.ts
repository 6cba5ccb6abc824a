import type { Notification } from "../contract/notification";
import type { Database, Transaction } from "../database/database";
import { loadNotifications } from "../inbox/load-notifications";
import { mailable } from "./mailable";

/** What one mail says, read in the transaction after which SMTP begins. */
export type Begun = {
  id: string;
  userId: number;
  address: string;
  name: string;
  messageId: string;
  /** All that it covers; `notifications` are the newest of them. */
  total: number;
  notifications: Notification[];
};

/** As many are told one by one; the rest is a number. */
export const shownInMail = 50;

/**
 * Checks everything once more (claim, hold, opt-in, address, what was read or lost meanwhile) and marks that SMTP
 * begins. Resolves to null where there is nothing to send: it is somebody else's, on hold, or no longer wanted.
 */
export function beginDigest(db: Database, { id, worker }: { id: string; worker: string }): Promise<Begun | null> {
  return db.transaction(async (sql) => {
    const [digest] = await sql<
      {
        user_id: number;
        address: string;
        message_id: string;
        name: string | null;
        wanted: boolean | null;
        held: boolean;
      }[]
    >`
      select d.user_id, d.address, d.message_id, p.display_name as name,
        s.cadence <> 'off' and s.paused_at is null and u.email = d.address as wanted,
        exists (select from notification.installation where key = 'mail-hold') as held
      from notification.digest d
      left join notification.email_schedule s on s.user_id = d.user_id
      left join public."user" u on u.id = d.user_id
      left join auth.profile p on p.user_id = d.user_id
      where d.id = ${id} and d.status = 'claimed' and d.claimed_by = ${worker} and d.sending_at is null
      for update of d`;
    if (!digest) return null;
    if (digest.held) {
      await sql`
        update notification.digest set status = 'retry', retry_at = now() + interval '1 minute',
          response = 'All mail is on hold.' where id = ${id}`;
      return null;
    }
    if (!digest.wanted) return dismiss(sql, id, "Mail was switched off before it went out.");
    const kept = await sql<{ event_id: string }[]>`
      select n.event_id from notification.digest_item i
      join notification.notification n using (user_id, event_id)
      join notification.event e on e.id = n.event_id
      join notification.email_schedule s on s.user_id = n.user_id
      where i.digest_id = ${id} and ${mailable(sql)}
      order by n.event_id desc`;
    const ids = kept.map((row) => row.event_id);
    await sql`delete from notification.digest_item where digest_id = ${id} and event_id <> all(${ids}::bigint[])`;
    if (ids.length === 0) return dismiss(sql, id, "All of it was read or taken away before it went out.");
    const userId = digest.user_id;
    const newest = ids.slice(0, shownInMail).map((eventId) => ({ userId, eventId }));
    const notifications = (await loadNotifications(sql, newest)).get(userId) ?? [];
    await sql`update notification.digest set sending_at = now(), attempts = attempts + 1 where id = ${id}`;
    return {
      id,
      userId,
      address: digest.address,
      name: digest.name ?? "",
      messageId: digest.message_id,
      total: ids.length,
      notifications,
    };
  });
}

async function dismiss(sql: Transaction, id: string, why: string): Promise<null> {
  await sql`delete from notification.digest_item where digest_id = ${id}`;
  await sql`
    update notification.digest set status = 'dismissed', settled_at = now(), response = ${why} where id = ${id}`;
  return null;
}
