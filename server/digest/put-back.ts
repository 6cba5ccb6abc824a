import type { Database } from "../database/database";

type Back = { ids: string[]; worker: string; seconds?: number; response?: string | null };

/**
 * Gives back claimed mails that were surely not handed over, begun or not, to be tried again at once or after
 * `seconds`; `response` is what was tried in vain. Resolves to how many these were; the others are settled or somebody else's.
 */
export async function putBack(db: Database, { ids, worker, seconds = 0, response = null }: Back): Promise<number> {
  const { count } = await db.within(
    (sql) => sql`
      with back as (
        update notification.digest set status = 'retry', retry_at = now() + make_interval(secs => ${seconds}),
          attempts = attempts - (sending_at is not null)::int, sending_at = null,
          response = coalesce(${response}, response)
        where id = any(${ids}::uuid[]) and claimed_by = ${worker} and status = 'claimed'
        returning id),
      told as (
        insert into notification.digest_attempt (digest_id, outcome, response)
        select id, 'temporary', ${response} from back where ${response}::text is not null)
      select from back`,
  );
  return count;
}
