import type { DeadLetterFilter, DeadLetterPage } from "../contract/operations";
import type { Database } from "../database/database";
import { fragment, nothing } from "../database/fragment";
import { type DeadLetterRow, toDeadLetter } from "./dead-letter-row";

const pageSize = 50;
/** Enough of a message for its first line. */
const headBytes = 1024;

const inState = {
  waiting: fragment`and replayed_at is null and discarded_at is null`,
  replayed: fragment`and replayed_at is not null`,
  discarded: fragment`and replayed_at is null and discarded_at is not null`,
};

/** Messages that could not be processed, newest first. */
export function listDeadLetters(
  db: Database,
  { state, topic, before }: DeadLetterFilter = {},
): Promise<DeadLetterPage> {
  return db.within(async (sql) => {
    const [rows, waiting] = await Promise.all([
      sql<DeadLetterRow[]>`
        select id, topic, partition, "offset", field, reason, received_at, replayed_at, discarded_at,
          coalesce(octet_length(value), 0) as bytes, substr(value, 1, ${headBytes}) as value
        from notification.dead_letter
        where true ${state ? inState[state] : nothing} ${topic ? sql`and topic = ${topic}` : sql``}
          ${before ? sql`and id < ${before}::bigint` : sql``}
        order by id desc limit ${pageSize + 1}`,
      countWaiting(db),
    ]);
    const shown = rows.slice(0, pageSize);
    return {
      deadLetters: shown.map(toDeadLetter),
      nextBefore: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null,
      waiting,
    };
  });
}

/** How many wait for an administrator; counted to 10,000. */
export async function countWaiting(db: Database): Promise<number> {
  const [row] = await db.within(
    (sql) => sql<[{ n: number }]>`
      select count(*)::int as n from (
        select from notification.dead_letter where replayed_at is null and discarded_at is null limit 10000) waiting`,
  );
  return row.n;
}
