import type { NotificationType } from "../contract/notification-types";
import type { ReplayOutcome } from "../contract/operations";
import type { Transaction } from "../database/database";
import { inTransaction } from "../database/in-transaction";
import { mailable, unmailed } from "../digest/mailable";
import { AppError } from "../errors";
import { handleBatch } from "../ingest/handle-batch";
import type { Runtime } from "../runtime";
import { type DeadLetterRow, findDeadLetter } from "./dead-letter-row";

/**
 * Sends a dead letter through the pipeline again, in the caller's transaction, as the message that it was: same
 * topic, place and time, so that what is known already stays as it is. What is refused again changes nothing else.
 * Throws 404, and 409 where there is nothing to send.
 */
export async function runAgain(
  sql: Transaction,
  runtime: Pick<Runtime, "config" | "log" | "metrics">,
  id: string,
): Promise<ReplayOutcome> {
  const letter = await findDeadLetter(sql, id, { lock: true });
  if (letter.replayed_at) throw new AppError(409, `It was replayed already, at ${letter.replayed_at.toISOString()}.`);
  // Set aside: refused again, it becomes a new letter that says why today.
  await sql`update notification.dead_letter set cluster_id = cluster_id || ' (set aside)' where id = ${id}`;
  // A rehearsal is rolled back, so nobody hears of it before the caller commits.
  const deps = { ...runtime, db: inTransaction(sql), clusterId: letter.cluster_id, handover: undefined };
  await handleBatch(deps, [messageOf(letter, typeOf(letter, runtime))], () => async () => {});
  const [again] = await sql<{ reason: string }[]>`
    select reason from notification.dead_letter
    where cluster_id = ${letter.cluster_id} and topic = ${letter.topic} and partition = ${letter.partition}
      and "offset" = ${letter.offset} and message_at = ${letter.message_at}`;
  if (again) return { refused: again.reason, notifications: 0, people: [], mails: 0 };
  await sql`
    update notification.dead_letter set cluster_id = ${letter.cluster_id}, replayed_at = now() where id = ${id}`;
  return { refused: null, ...(await toldHere(sql)) };
}

function typeOf({ topic }: DeadLetterRow, { config }: Pick<Runtime, "config">): NotificationType {
  const known = Object.entries(config.topics).find(([, name]) => name === topic);
  if (!known) throw new AppError(409, `No notification type has the topic ${topic} any more: see KAFKA_TOPIC_….`);
  return known[0] as NotificationType;
}

const messageOf = (letter: DeadLetterRow, type: NotificationType) => ({
  topic: letter.topic,
  type,
  partition: letter.partition,
  offset: BigInt(letter.offset),
  timestamp: new Date(Number(letter.message_at)),
  takenAt: performance.now(),
  key: letter.key,
  value: letter.value,
  headers: letter.headers,
});

/** Who hears of what this transaction stored. */
async function toldHere(sql: Transaction): Promise<Omit<ReplayOutcome, "refused">> {
  const told = await sql<{ email: string; mailed: boolean }[]>`
    select u.email, s.cadence <> 'off' and s.paused_at is null and ${mailable} and ${unmailed} as mailed
    from notification.notification n join notification.event e on e.id = n.event_id
    join public."user" u on u.id = n.user_id
    left join notification.email_schedule s on s.user_id = n.user_id
    where n.changed = pg_current_xact_id() and n.arrived = pg_current_xact_id()
    order by u.email`;
  return {
    notifications: told.length,
    people: told.slice(0, 20).map(({ email }) => email),
    mails: told.filter(({ mailed }) => mailed).length,
  };
}
