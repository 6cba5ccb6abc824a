import { expect, test } from "vitest";
import { openDatabase } from "../database/database";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { countMatching } from "./count-notifications";
import { readFilter } from "./read-filter";

const { db, url } = await testDatabase();

test("what a search counts in a large inbox does not pass over everybody's events", async () => {
  const [rita] = (await addPeople(db, "rita@lab.org")) as [number];
  // Others' for a long time, and then rita's; one in ten says something that begins with 5.
  await db.sql`
    with e as (
      insert into notification.event (source, event_id, verb, resource_type, resource_id, resource_name, occurred_at, search)
      select '/many', i::text, 'graph.updated', 'graph', 1, '', now(), to_tsvector('simple', 'wnt ' || i % 1000)
      from generate_series(1, 60000) i
      returning id, event_id)
    insert into notification.notification (user_id, event_id, reasons) select ${rita}, id, 4 from e where event_id::int > 40000`;
  await db.sql`vacuum analyze notification.event, notification.notification`;
  // One connection, so that its figures are told when the next statement asks.
  const one = openDatabase(url, { max: 1 });
  const read = async () => {
    await one.sql`select pg_stat_force_next_flush()`;
    const [row] = await one.sql<[{ read: number }]>`
      select (idx_tup_fetch + seq_tup_read)::int as read from pg_stat_user_tables
      where schemaname = 'notification' and relname = 'event'`;
    return row.read;
  };
  const before = await read();
  expect(await countMatching(one, rita, readFilter("5"))).toBe(100);
  expect((await read()) - before).toBeLessThan(20_000);
  await one.close();
});
