import { accessOf } from "../access/access-of";
import type { WatchedThing } from "../contract/answers";
import type { Database } from "../database/database";
import { fragment } from "../database/fragment";

/** What a person watches and mutes, newest first, as far as they may still see it. */
export async function listWatches(db: Database, userId: number): Promise<WatchedThing[]> {
  const rows = await db.within(
    (sql) => sql<(Omit<WatchedThing, "since"> & { since: Date })[]>`
      select w.resource_type as type, w.resource_id::text as id, w.level, w.created_at as since, coalesce(case w.resource_type
        when 'graph' then (select name from public.graph where id = w.resource_id)
        when 'layout' then (select name from public.layout where id = w.resource_id)
        else (select name from public."group" where id = w.resource_id) end, '') as name
      from notification.watch w
      where w.user_id = ${userId}
        and ${accessOf({ userId, type: fragment`w.resource_type`, id: fragment`w.resource_id` })} = 'visible'
      order by w.created_at desc, w.resource_type, w.resource_id limit 1000`,
  );
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}
