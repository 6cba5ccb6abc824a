import { wordBits } from "../server/contract/word-bits";
import type { Sql } from "../server/database/database";

const topics = ["catenin", "axin", "frizzled", "dkk", "tcf", "lrp", "gsk", "foxp", "notch", "smad"];
const bitsOfAll = String(wordBits("'wnt' 'core' 'lab'"));
/** Of everything else that an event may say here, by its first three letters. */
const bits = JSON.stringify(
  Object.fromEntries(
    [...topics, ...Array.from({ length: 1000 }, (_, number) => String(number))].map((word) => [
      word.slice(0, 3),
      String(wordBits(`'${word}'`)),
    ]),
  ),
);

/** How much: `heavy` more for one who is in everything. */
export type Inbox = { notifications: number; people: number; heavy: number };

/**
 * Fills an empty, migrated database by SQL alone: people in labs, graphs that are public or shared with labs,
 * and events with ten recipients each, a third of them read, a tenth archived. The same every time.
 * @param inbox.notifications how many rows of `notification`, in tens
 */
export async function fillInbox(sql: Sql, { notifications, people, heavy }: Inbox): Promise<void> {
  const events = Math.ceil(notifications / 10);
  const indexes = await dropIndexes(sql);
  await sql`insert into public."user" (email, password, is_admin) select 'p' || i || '@bench.org', 'none', 0 from generate_series(1, ${people}) i`;
  await sql`insert into public."user" (email, password, is_admin) values ('heavy@bench.org', 'none', 0)`;
  await sql`insert into auth.profile (user_id, display_name) select id, 'Person ' || id from public."user"`;
  // Everyone is in three of five labs, and three of five hold every graph that is not public: all may see all.
  await sql`insert into public."group" (name, owner_email, invite_code)
    select 'Lab ' || i, 'p' || i || '@bench.org', 'c' from generate_series(1, 5) i`;
  await sql`insert into public.group_to_user (user_id, group_id)
    select u, 1 + (u + k) % 5 from generate_series(1, ${people}::int + 1) u, generate_series(0, 2) k`;
  await sql`insert into public.graph (name, owner_email, graph_json, style_json, is_public)
    select 'Graph ' || i, 'p' || 1 + i % ${people} || '@bench.org', '{}', '{}', (i % 2) from generate_series(1, 1000) i`;
  await sql`insert into public.group_to_graph (graph_id, group_id)
    select i, 1 + (i + k) % 5 from generate_series(1, 1000) i, generate_series(0, 2) k`;
  await sql`
    insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name, group_id,
      group_name, group_ids, occurred_at, ingested_at, origins, search, words)
    select '/bench', i::text, (array['graph.updated', 'graph.shared', 'graph.updated', 'graph.created'])[1 + i % 4],
      'p' || 1 + i % ${people} || '@bench.org', 'graph', 1 + i % 1000, 'Wnt ' || w.word || ' core ' || i % 1000, 1 + i % 5, 'Lab ' || 1 + i % 5,
      array[1 + i % 5], now() - (${events} - i) * interval '1 second', now() - (${events} - i) * interval '1 second', array['group/0/' || i],
      ('''wnt'':1 ''' || w.word || ''':2 ''core'':3 ''' || i % 1000 || ''':4 ''lab'':14 ''' || (1 + i % 5) || ''':15')::tsvector,
      ${bitsOfAll}::text::int8 | (bits ->> left(w.word, 3))::int8 | (bits ->> (i % 1000)::text)::int8 | (bits ->> (1 + i % 5)::text)::int8
    from generate_series(1, ${events}) i,
      lateral (select (${topics}::text[])[1 + (i * 31 % 97) % 10]
        || case when i % 1000 = 7 then 'rare' else '' end as word) w,
      (select ${bits}::text::jsonb as bits) b`;
  // Ten recipients, spread evenly; the actor is among them now and then.
  await sql`
    insert into notification.notification (user_id, group_id, event_id, reasons, words, read_at, archived_at)
    select 1 + (i * 37 + k * 211) % ${people}, 1 + i % 5, e.id, 4 + 2 * (k % 2), words,
      case when (i + k) % 3 = 0 then now() end, case when (i + k) % 10 = 0 then now() end
    from (select id, words, event_id::int as i from notification.event) e, generate_series(0, 9) k
    on conflict do nothing`;
  await sql`
    insert into notification.notification (user_id, group_id, event_id, reasons, words, read_at)
    select ${people}::int + 1, group_id, id, 4, words, case when id % 3 = 0 then now() end
    from notification.event order by id desc limit ${heavy}`;
  for (const definition of indexes) await sql.unsafe(definition);
  await sql`vacuum (analyze) notification.notification`;
  await sql`vacuum (analyze) notification.event`;
  await sql`analyze`;
}

/** All but the keys, and how to make them: at ten million rows that is three times as fast as filling them too. */
async function dropIndexes(sql: Sql): Promise<string[]> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid in ('notification.event'::regclass, 'notification.notification'::regclass)
      and not exists (select from pg_constraint where conindid = indexrelid)`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return indexes.map(({ definition }) => definition);
}
