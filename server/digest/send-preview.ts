import { randomUUID } from "node:crypto";
import type { MailPreview } from "../contract/next-mail";
import type { Database } from "../database/database";
import { AppError, notFound, unavailable } from "../errors";
import { loadNotifications } from "../inbox/load-notifications";
import type { Runtime } from "../runtime";
import { shownInMail } from "./begin-digests";
import { buildMessage, mailDomain } from "./build-message";
import { composeDigest } from "./compose-digest";
import { linksOf } from "./links";
import { mailable, unmailed } from "./mailable";
import { openMailer } from "./open-mailer";

/** More than so many are not counted. */
const most = 500;

/** Mails a person what their next digest would say. The ledger does not hear of it. */
export async function sendPreview({ db, config, secret }: Runtime, userId: number): Promise<MailPreview> {
  const { person, ids } = await readUnread(db, userId);
  const newest = ids.slice(0, shownInMail).map((eventId) => ({ userId, eventId }));
  const notifications = (await db.within((sql) => loadNotifications(sql, newest))).get(userId) ?? [];
  const total = notifications.length + ids.length - newest.length;
  const links = linksOf({ baseUrl: config.baseUrl, secret, digestId: null });
  const composed = composeDigest({ notifications, total, timeZone: person.time_zone }, links);
  const letter = {
    to: { address: person.email, name: person.name ?? "" },
    composed: { ...composed, subject: `Preview: ${composed.subject}` },
    messageId: `<preview.${randomUUID()}@${mailDomain(config.MAIL_FROM)}>`,
    unsubscribe: null,
  };
  const mailer = openMailer(config, db);
  try {
    const outcome = await mailer.deliver(() => buildMessage(config, letter));
    if (outcome?.kind === "permanent")
      throw new AppError(409, `The mail server refused it: ${outcome.response.slice(0, 200)}`);
    if (outcome?.kind !== "sent") throw unavailable("The mail server did not take it. Try again in a few minutes.");
  } finally {
    await mailer.close();
  }
  return { to: person.email, count: ids.length, captured: config.SMTP_URL === undefined };
}

/** What would be in the next mail; where nothing would, all that is unread: it shows what a mail looks like. */
const readUnread = (db: Database, userId: number) =>
  db.within(async (sql) => {
    const [person] = await sql<{ email: string; name: string | null; time_zone: string }[]>`
      select u.email, p.display_name as name, coalesce(s.time_zone, 'UTC') as time_zone
      from public."user" u left join auth.profile p on p.user_id = u.id
      left join notification.email_schedule s on s.user_id = u.id
      where u.id = ${userId}`;
    if (!person) throw notFound();
    const rows = await sql<{ id: string; next: boolean }[]>`
      select n.event_id as id, ${mailable} and ${unmailed} as next
      from notification.notification n join notification.event e on e.id = n.event_id
      left join notification.email_schedule s on s.user_id = n.user_id
      where n.user_id = ${userId} and n.read_at is null and n.archived_at is null and n.snoozed_until is null
        and n.hidden_at is null
      order by n.event_id desc limit ${most}`;
    const next = rows.filter((row) => row.next);
    return { person, ids: (next.length > 0 ? next : rows).map(({ id }) => id) };
  });
