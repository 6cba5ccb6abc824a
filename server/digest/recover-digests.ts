import type { Database } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";

/**
 * Takes over what a worker left that has not been heard of for `leaseSeconds`: what had not begun to be sent is sent
 * by whoever comes next; of what had, nobody knows.
 */
export async function recoverDigests(
  db: Database,
  leaseSeconds: number,
): Promise<{ retried: number; unknown: number }> {
  return db.within(async (sql) => {
    // A time in the future is from before the clock was put back.
    const old = (column: Fragment) =>
      fragment`(${column} not between now() - make_interval(secs => ${leaseSeconds}) and now() + interval '1 minute')`;
    const [retried, unknown] = await Promise.all([
      sql`
        update notification.digest set status = 'retry', retry_at = now()
        where status = 'claimed' and sending_at is null and ${old(fragment`claimed_at`)}`,
      sql`
        with lost as (
          update notification.digest set status = 'unknown', settled_at = now(),
            response = 'The process that was sending it ended.'
          where status = 'claimed' and ${old(fragment`sending_at`)}
          returning id, sending_at, response)
        insert into notification.digest_attempt (digest_id, begun_at, outcome, response)
        select id, sending_at, 'unknown', response from lost`,
      sql`
        update notification.digest set retry_at = now()
        where status = 'retry' and retry_at > now() + interval '2 hours'`,
    ]);
    return { retried: retried.count, unknown: unknown.count };
  });
}

/** Gives back what this worker has claimed and not begun, when it stops in order. */
export async function releaseDigests(db: Database, worker: string): Promise<void> {
  await db.within(
    (sql) => sql`
      update notification.digest set status = 'retry', retry_at = now()
      where status = 'claimed' and claimed_by = ${worker} and sending_at is null`,
  );
}
