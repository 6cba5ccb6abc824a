import { randomUUID } from "node:crypto";
import { AppError, notFound, unavailable } from "../errors";
import { loadNotifications } from "../inbox/load-notifications";
import type { Runtime, Stop } from "../runtime";
import { shownInMail } from "./begin-digests";
import { buildMessage, mailDomain } from "./build-message";
import { composeDigest } from "./compose-digest";
import { linksOf } from "./links";
import { openMailer } from "./open-mailer";
import { offerPreviews } from "./preview";

/** Sends previews when people ask for them in their settings. */
export function startPreviews(runtime: Runtime): Stop {
  const { db, config, secret } = runtime;
  const mailer = openMailer(config, db);
  offerPreviews(runtime, async (userId) => {
    const { person, ids } = await db.within(async (sql) => {
      const [person] = await sql<{ email: string; name: string | null }[]>`
        select u.email, p.display_name as name from public."user" u left join auth.profile p on p.user_id = u.id
        where u.id = ${userId}`;
      // Whatever is unread, mailed before or not: it shows what a mail looks like.
      const ids = await sql<{ id: string }[]>`
        select event_id as id from notification.notification
        where user_id = ${userId} and read_at is null and archived_at is null and snoozed_until is null and hidden_at is null
        order by event_id desc limit 500`;
      return { person, ids };
    });
    if (!person) throw notFound();
    const wanted = ids.slice(0, shownInMail).map(({ id }) => ({ userId, eventId: id }));
    const notifications = (await db.within((sql) => loadNotifications(sql, wanted))).get(userId) ?? [];
    const composed = composeDigest(
      { notifications, total: notifications.length + ids.length - wanted.length },
      linksOf({ baseUrl: config.baseUrl, secret, digestId: null }),
    );
    const letter = {
      to: { address: person.email, name: person.name ?? "" },
      composed: { ...composed, subject: `Preview: ${composed.subject}` },
      messageId: `<preview.${randomUUID()}@${mailDomain(config.MAIL_FROM)}>`,
      unsubscribe: null,
    };
    const outcome = await mailer.deliver(() => buildMessage(config, letter));
    if (outcome?.kind === "permanent")
      throw new AppError(409, `The mail server refused it: ${outcome.response.slice(0, 200)}`);
    if (outcome?.kind !== "sent") throw unavailable("The mail server did not take it. Try again in a few minutes.");
    return { to: person.email, count: ids.length, captured: config.SMTP_URL === undefined };
  });
  return async () => {
    offerPreviews(runtime, undefined);
    await mailer.close();
  };
}
