import type { Database } from "../database/database";

/** Bookkeeping of the system's own, which reading may bring up to date; nothing that a person set. */
const bookkeeping = ["hidden_at", "changed", "revision", "last_used_at"];

/**
 * All rows of all tables, or those of one person, digested by table: equal before and after means that nothing
 * changed.
 */
export async function digestDatabase(db: Database, userId?: number): Promise<Record<string, string>> {
  const tables = await db.sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema in ('public', 'auth', 'notification') and table_type = 'BASE TABLE' order by 1, 2`;
  const digests: Record<string, string> = {};
  for (const { schema, name } of tables) {
    const theirs = userId === undefined ? db.sql`` : db.sql`where to_jsonb(t) ->> 'user_id' = ${String(userId)}`;
    const [row] = await db.sql<[{ digest: string }]>`
      select count(*) || ' rows, ' || md5(coalesce(string_agg(r, '|' order by r), '')) as digest
      from (select (to_jsonb(t) - ${bookkeeping}::text[])::text as r
        from ${db.sql(`${schema}.${name}`)} t ${theirs}) rows`;
    digests[`${schema}.${name}`] = row.digest;
  }
  return digests;
}
