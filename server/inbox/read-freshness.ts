import type { NotificationPage } from "../contract/api";
import type { Database } from "../database/database";

const keepMs = 2_000;
const behindSeconds = 10;
const cache = new WeakMap<Database, { at: number; value: NotificationPage["freshness"] }>();

/**
 * How far the inbox is behind the producers, as far as the database knows: the age of what still waits in the
 * outbox. Looked up every two seconds at most.
 */
export async function readFreshness(db: Database): Promise<NotificationPage["freshness"]> {
  const known = cache.get(db);
  if (known && Date.now() - known.at < keepMs) return known.value;
  const [row] = await db.within(
    (sql) => sql<[{ lag: number | null }]>`
      select extract(epoch from now() - (select created_at from notification.outbox order by id limit 1))::float8 as lag`,
  );
  const lagSeconds = Math.max(0, row.lag ?? 0);
  const value = { lagSeconds, status: lagSeconds > behindSeconds ? ("behind" as const) : ("live" as const) };
  cache.set(db, { at: Date.now(), value });
  return value;
}
