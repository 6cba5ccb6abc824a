import type { Database, Transaction } from "../database/database";
import { channels, wake } from "../database/wake";
import { type AccessChange, recheckAccess } from "../inbox/recheck-access";
import { endLostWatches } from "../preferences/end-lost-watches";

type Difference = { kind: "member" | "share" | "public" | "layout"; subject: number; object: number };

/**
 * Compares who may see what with what it was at the last sweep, and checks again only what that concerns: the cost
 * follows GraphSpace's own small tables, not the number of notifications. Resolves to how many rows it hid or
 * showed again.
 */
export async function sweepAccess(db: Database): Promise<number> {
  const changed = await db.transaction(async (sql) => {
    const { first, differences } = await compare(sql);
    if (first || differences.length === 0) return 0;
    await endLostWatches(sql);
    return recheckAccess(sql, concerned(differences));
  }, 60_000);
  if (changed > 0) await wake(db.sql, channels.changed);
  return changed;
}

/** Takes note of today's access; the first time there is nothing to compare with. */
async function compare(sql: Transaction): Promise<{ first: boolean; differences: Difference[] }> {
  const [{ first }] = await sql<[{ first: boolean }]>`
    select not exists (select from notification.installation where key = 'known-access') as first`;
  const differences = await sql<Difference[]>`
    with today as materialized (
      select 'member' as kind, group_id as subject, user_id as object from public.group_to_user
      union all select 'share', graph_id, group_id from public.group_to_graph
      union all select 'public', id, 0 from public.graph where is_public = 1
      union all select 'layout', id, 0 from public.layout where is_shared = 1
    ), lost as (
      delete from notification.known_access k
      where not exists (select from today t where (t.kind, t.subject, t.object) = (k.kind, k.subject, k.object))
      returning kind, subject, object
    ), gained as (
      insert into notification.known_access (kind, subject, object)
      select kind, subject, object from today on conflict do nothing
      returning kind, subject, object
    )
    select * from lost union all select * from gained`;
  if (first)
    await sql`insert into notification.installation (key, value) values ('known-access', 'true') on conflict do nothing`;
  return { first, differences };
}

function concerned(differences: Difference[]): AccessChange {
  const of = (...kinds: Difference["kind"][]) => differences.filter(({ kind }) => kinds.includes(kind));
  return {
    graphs: [...new Set(of("share", "public").map(({ subject }) => subject))],
    layouts: of("layout").map(({ subject }) => subject),
    memberships: of("member").map(({ subject, object }) => ({ groupId: subject, userId: object })),
  };
}
