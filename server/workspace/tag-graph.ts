import type { Transaction } from "../database/database";

/** Gives a graph exactly these tags. In one order, so that two writers do not wait for each other in a circle. */
export async function tagGraph(sql: Transaction, graphId: number, tags: readonly string[]): Promise<void> {
  const names = [...tags].sort();
  await sql`
    insert into public.graph_tag (name, created_at, updated_at)
    select tag, now() at time zone 'utc', now() at time zone 'utc' from unnest(${names}::text[]) tag
    where not exists (select from public.graph_tag where name = tag) order by tag
    on conflict do nothing`;
  await sql`
    delete from public.graph_to_tag where graph_id = ${graphId}
      and tag_id not in (select id from public.graph_tag where name = any(${names}::text[]))`;
  await sql`
    insert into public.graph_to_tag (graph_id, tag_id, created_at, updated_at)
    select ${graphId}, id, now() at time zone 'utc', now() at time zone 'utc'
    from public.graph_tag where name = any(${names}::text[])
    on conflict do nothing`;
}
