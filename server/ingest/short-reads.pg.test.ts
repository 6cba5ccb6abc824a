import { expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../database/database";
import { createHandover } from "../handover";
import { takeSnapshot } from "../inbox/snapshot";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { changesFor } from "../push/changes-for";
import { eventOf, messageOn } from "../testing/messages";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { handleBatch } from "./handle-batch";

const { db, url } = await testDatabase();
const [ana = 0] = await addPeople(db, "ana@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org");
// So many that reading them all shows, and so few that the planner thinks little of it.
const people = 1000;
const events = 3000;
await db.sql`insert into public."user" (email, password, is_admin)
  select 'p' || n || '@lab.org', 'none', 0 from generate_series(1, ${people}::int) n`;
await db.sql`insert into public.graph (name, owner_email, graph_json, style_json, is_public)
  select 'Wnt', 'p' || n || '@lab.org', '{}', '{}', 0 from generate_series(1, ${people}::int) n`;
await db.sql`insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name, occurred_at)
  select '/old', n::text, 'graph.updated', 'ana@lab.org', 'graph', ${graph}, 'Wnt', now() from generate_series(1, ${events}::int) n`;
await db.sql`analyze`;

/** How many rows `work` makes the database pass over that no index led it to. */
async function rowsPassedOver(one: Database, work: () => Promise<void>): Promise<number> {
  const passed = async () => {
    await one.sql`select pg_stat_force_next_flush()`;
    const [row] = await one.sql<[{ rows: number }]>`
      select sum(seq_tup_read)::int as rows from pg_stat_user_tables
      where relname in ('user', 'event', 'notification', 'graph')`;
    return row.rows;
  };
  const before = await passed();
  await work();
  return (await passed()) - before;
}

test("what a few events need is looked up, one by one; no table is read whole for them", async () => {
  // One connection: its plans are kept, and its figures are its own.
  const one = openDatabase(url, { max: 1 });
  onTestFinished(() => one.close());
  const handover = createHandover();
  handover.take({ isOpen: () => true, tell: () => true });
  const deps = { db: one, log: createLogger("silent"), metrics: createMetrics(), clusterId: "test", handover };
  const batch = async () => {
    const messages = Array.from({ length: 3 }, () => messageOn("owner", eventOf("graph.updated", { id: graph })));
    expect(await handleBatch(deps, messages, () => async () => {})).toMatchObject({ notifications: 3 });
  };
  let cursor = await takeSnapshot(one.sql);
  const look = async () => {
    const request = { people: [ana, ana + 1, ana + 2], snapshot: cursor, limitPerPerson: 100 };
    for await (const { people, snapshot } of changesFor(one, request)) {
      expect(people).toMatchObject([{ userId: ana, arrivals: [{}, {}, {}] }]);
      cursor = snapshot;
    }
  };
  // A plan is kept from the sixth time on.
  for (let n = 0; n < 8; n++) {
    await batch();
    await look();
  }
  expect(await rowsPassedOver(one, batch)).toBeLessThan(100);
  expect(await rowsPassedOver(one, look)).toBeLessThan(100);
});
