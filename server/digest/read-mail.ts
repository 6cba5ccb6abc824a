import type { Verb } from "../contract/event";
import type { ResourceType } from "../contract/resource";
import { describeAction, sentence } from "../contract/wording";
import type { Database } from "../database/database";
import { notFound } from "../errors";
import type { MailLine } from "./list-mails";

export type MailAttempt = { begunAt: Date | null; endedAt: Date; outcome: string; response: string };
export type MailItem = { id: string; text: string; occurredAt: Date; readAt: Date | null };
/** One mail's whole story. */
export type MailStory = MailLine & {
  runId: string | null;
  messageId: string;
  claimedBy: string | null;
  /** When its text was written, just before the last attempt. */
  composedAt: Date | null;
  /** Set while an attempt is under way, or when one was not lived through. */
  sendingAt: Date | null;
  retryAt: Date | null;
  /** As they went out last. */
  headers: string | null;
  tries: MailAttempt[];
  /** What it tells of, newest first: the first 100. Released where it failed or was dismissed before it went out. */
  told: MailItem[];
};

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const shownItems = 100;

/** Reads one mail's story for an administrator. Throws 404. */
export async function readMail(db: Database, id: string): Promise<MailStory> {
  if (!shape.test(id)) throw notFound("There is no such mail.");
  return db.within(async (sql) => {
    const [[mail], tries, items] = await Promise.all([
      sql<Omit<MailStory, "tries" | "told">[]>`
        select d.id, d.run_id as "runId", d.address, d.status, d.subject, d.attempts, d.message_id as "messageId",
          d.claimed_at as "claimedAt", d.claimed_by as "claimedBy", d.composed_at as "composedAt",
          d.sending_at as "sendingAt", d.settled_at as "settledAt", d.retry_at as "retryAt", d.response, d.headers,
          (select count(*)::int from notification.digest_item i where i.digest_id = d.id) as items
        from notification.digest d where d.id = ${id}`,
      sql<MailAttempt[]>`
        select begun_at as "begunAt", ended_at as "endedAt", outcome, response from notification.digest_attempt
        where digest_id = ${id} order by id`,
      sql<ItemRow[]>`
        select e.id, e.verb, e.actor, e.affected, e.message, e.resource_type, e.resource_name, e.group_name,
          e.occurred_at, n.read_at
        from notification.digest_item i join notification.event e on e.id = i.event_id
        left join notification.notification n on n.user_id = i.user_id and n.event_id = i.event_id
        where i.digest_id = ${id} order by e.id desc limit ${shownItems}`,
    ]);
    if (!mail) throw notFound("There is no such mail.");
    return { ...mail, tries: [...tries], told: items.map(toItem) };
  });
}

type ItemRow = {
  id: string;
  verb: Verb;
  actor: string | null;
  affected: string | null;
  message: string | null;
  resource_type: ResourceType;
  resource_name: string;
  group_name: string | null;
  occurred_at: Date;
  read_at: Date | null;
};

const person = (email: string | null) => (email === null ? null : { email, name: email });

const toItem = (row: ItemRow): MailItem => ({
  id: row.id,
  text: sentence(
    describeAction(
      {
        verb: row.verb,
        actor: person(row.actor),
        affected: person(row.affected),
        resource: { type: row.resource_type, name: row.resource_name },
        group: row.group_name === null ? null : { name: row.group_name },
        message: row.message,
      },
      "",
    ),
  ),
  occurredAt: row.occurred_at,
  readAt: row.read_at,
});
