import type { Database, Transaction } from "../database/database";
import { loadNotifications } from "../inbox/load-notifications";
import type { Digested } from "./arrange-digest";
import { mailable } from "./mailable";
import { planAnew } from "./plan-anew";

/** What one mail says, read in the transaction after which SMTP begins. */
export type Begun = {
  id: string;
  userId: number;
  address: string;
  name: string;
  messageId: string;
} & Digested;

type Row = {
  id: string;
  user_id: number;
  address: string;
  message_id: string;
  name: string | null;
  time_zone: string;
  wanted: boolean | null;
  held: boolean;
};

type Item = { digest_id: string; event_id: string /** Still belongs into the mail. */; kept: boolean };

/** As many are told one by one; the rest is a number. */
export const shownInMail = 50;

/**
 * Checks everything once more (claim, hold, opt-in, address, what was read or lost meanwhile) and marks that SMTP
 * begins, for a few mails at once. Leaves out those with nothing to send: somebody else's, on hold, or no longer
 * wanted.
 * @param again those that this worker has begun before and surely not handed over
 */
export function beginDigests(
  db: Database,
  { ids, again = [], worker }: { ids: string[]; again?: string[]; worker: string },
): Promise<Begun[]> {
  return db.transaction(async (sql) => {
    const all = [...ids, ...again];
    // Sent together, answered in turn: the mails are locked before their items are looked at.
    const [, digests, items] = await Promise.all([
      planAnew(sql),
      sql<Row[]>`
        select d.id, d.user_id, d.address, d.message_id, p.display_name as name, s.time_zone,
          s.cadence <> 'off' and s.paused_at is null and u.email = d.address as wanted,
          exists (select from notification.installation where key = 'mail-hold') as held
        from notification.digest d
        left join notification.email_schedule s on s.user_id = d.user_id
        left join public."user" u on u.id = d.user_id
        left join auth.profile p on p.user_id = d.user_id
        where d.id = any(${all}::uuid[]) and d.status = 'claimed' and d.claimed_by = ${worker}
          and (d.sending_at is null or d.id = any(${again}::uuid[]))
        order by d.id for update of d`,
      sql<Item[]>`
        select i.digest_id, i.event_id, coalesce((
          select ${mailable} from notification.notification n
          join notification.event e on e.id = n.event_id
          join notification.email_schedule s on s.user_id = n.user_id
          where n.user_id = i.user_id and n.event_id = i.event_id), false) as kept
        from notification.digest_item i where i.digest_id = any(${all}::uuid[])
        order by i.event_id desc`,
    ]);
    if (digests.length === 0) return [];
    if (digests.some(({ held }) => held)) {
      await hold(sql, digests);
      return [];
    }
    const wanted = digests.filter((digest) => digest.wanted);
    await dismiss(sql, excluding(digests, wanted), "Mail was switched off before it went out.");
    const kept = await keptItems(sql, items, wanted);
    const telling = wanted.filter(({ id }) => kept.has(id));
    await dismiss(sql, excluding(wanted, telling), "All of it was read or taken away before it went out.");
    if (telling.length === 0) return [];

    // By mail, not by person: one may have two, each with its own.
    const shown = new Map(telling.map(({ id }) => [id, new Set(kept.get(id)?.slice(0, shownInMail))]));
    const [notifications] = await Promise.all([
      loadNotifications(
        sql,
        telling.flatMap(({ id, user_id: userId }) =>
          [...(shown.get(id) ?? [])].map((eventId) => ({ userId, eventId })),
        ),
      ),
      sql`
        update notification.digest set attempts = attempts + (sending_at is null)::int, sending_at = now()
        where id = any(${telling.map(({ id }) => id)}::uuid[])`,
    ]);
    return telling.map(({ id, user_id: userId, address, name, message_id: messageId, time_zone: timeZone }) => ({
      id,
      userId,
      address,
      name: name ?? "",
      messageId,
      timeZone,
      total: kept.get(id)?.length ?? 0,
      notifications: (notifications.get(userId) ?? []).filter((each) => shown.get(id)?.has(each.id)),
    }));
  });
}

/** The event ids of each mail that still belong into it, newest first; the others leave the ledger. */
async function keptItems(sql: Transaction, items: Item[], digests: Row[]): Promise<Map<string, string[]>> {
  const kept = new Map<string, string[]>();
  const ours = new Set(digests.map(({ id }) => id));
  const lost: Item[] = [];
  for (const item of items) {
    const list = kept.get(item.digest_id);
    if (!ours.has(item.digest_id)) continue;
    if (!item.kept) lost.push(item);
    else if (list) list.push(item.event_id);
    else kept.set(item.digest_id, [item.event_id]);
  }
  if (lost.length > 0)
    await sql`
      delete from notification.digest_item i
      using unnest(${lost.map((item) => item.digest_id)}::uuid[], ${lost.map((item) => item.event_id)}::bigint[])
        as l(digest_id, event_id)
      where i.digest_id = l.digest_id and i.event_id = l.event_id`;
  return kept;
}

const excluding = (all: Row[], some: Row[]) => all.filter((row) => !some.includes(row)).map(({ id }) => id);

async function hold(sql: Transaction, digests: Row[]): Promise<void> {
  await sql`
    update notification.digest set status = 'retry', retry_at = now() + interval '1 minute', sending_at = null,
      response = 'All mail is on hold.' where id = any(${digests.map(({ id }) => id)}::uuid[])`;
}

async function dismiss(sql: Transaction, ids: string[], why: string): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from notification.digest_item where digest_id = any(${ids}::uuid[])`;
  await sql`
    update notification.digest set status = 'dismissed', settled_at = now(), response = ${why}
    where id = any(${ids}::uuid[])`;
}
