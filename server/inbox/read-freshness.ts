import type { NotificationPage } from "../contract/api";
import type { Database } from "../database/database";

const keepMs = 2_000;
const behindSeconds = 10;
const cache = new WeakMap<Database, { at: number; value: NotificationPage["freshness"] }>();

/** The consumer tells every few seconds that it has stored everything; up to this long ago is now. */
const caughtUpSeconds = 15;

/**
 * How far the inbox is behind the producers, as far as the database knows: the age of what still waits in the
 * outbox, or the time since the consumer had stored all that the topics hold. Looked up every two seconds at most.
 */
export async function readFreshness(db: Database): Promise<NotificationPage["freshness"]> {
  const known = cache.get(db);
  if (known && Date.now() - known.at < keepMs) return known.value;
  const [row] = await db.within(
    (sql) => sql<[{ outbox: number | null; topics: number | null }]>`
      select
        extract(epoch from now() - (select created_at from notification.outbox order by id limit 1))::float8 as outbox,
        extract(epoch from now() - (select (value ->> 'caughtUpAt')::timestamptz
          from notification.installation where key = 'ingest'))::float8 as topics`,
  );
  const topics = (row.topics ?? 0) > caughtUpSeconds ? (row.topics as number) : 0;
  const lagSeconds = Math.max(0, row.outbox ?? 0, topics);
  const value = { lagSeconds, status: lagSeconds > behindSeconds ? ("behind" as const) : ("live" as const) };
  cache.set(db, { at: Date.now(), value });
  return value;
}
