import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../server/database/database";
import { handleBatch } from "../server/ingest/handle-batch";
import { startConsumer } from "../server/ingest/kafka-consumer";
import type { IncomingMessage } from "../server/ingest/message";
import { connectKafka } from "../server/kafka/connect";
import { openProducer } from "../server/kafka/producer";
import type { BenchWorld } from "./bench-world";
import { atLeast, type Figure, median } from "./figure";

/** How fast events become rows, beside bare SQL that inserts the same rows into the same tables. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  return [await many(world), await one(world)];
}

const owners = 2000;
const graphsEach = 5;
const members = 10_000;

const event = (id: string, type: string, resource: object, data: object) =>
  JSON.stringify({
    specversion: "1.0",
    id,
    source: "/bench",
    type,
    time: new Date().toISOString(),
    data: { actor: "owner1@bench.org", resource, ...data },
  });

/** People who own five graphs each, and one group of 10,000. */
async function populate({ sql }: Database) {
  await sql`insert into public."user" (email, password, is_admin)
    select 'owner' || n || '@bench.org', 'none', 0 from generate_series(1, ${owners}::int) n`;
  await sql`insert into public.graph (name, owner_email, graph_json, style_json, is_public)
    select 'Wnt signalling ' || n, 'owner' || n % ${owners}::int + 1 || '@bench.org', '{}', '{}', 0
    from generate_series(1, ${owners * graphsEach}::int) n`;
  await sql`insert into public."user" (email, password, is_admin)
    select 'member' || n || '@bench.org', 'none', 0 from generate_series(1, ${members}::int) n`;
  await sql`insert into public."group" (name, owner_email, invite_code) values ('Crowd', 'owner1@bench.org', 'code')`;
  await sql`insert into public.group_to_user (user_id, group_id)
    select u.id, g.id from public."user" u, public."group" g where u.email like 'member%'`;
  await sql`vacuum analyze`;
}

/** One event to 10,000 members, a transaction each, in turn with a bare INSERT … SELECT of the same rows. */
async function many(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  const { log, metrics } = world.runtime(db);
  await populate(db);
  const rounds = 30;
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds + 3; round++) {
    const message: IncomingMessage = {
      topic: "group",
      type: "group",
      partition: 0,
      offset: BigInt(round),
      timestamp: new Date(),
      key: null,
      value: Buffer.from(
        event(
          `many-${round}`,
          "graph.shared",
          { type: "graph", id: 1, name: "Wnt" },
          { group: { id: 1, name: "Crowd" } },
        ),
      ),
      headers: {},
    };
    const timed = async (work: () => Promise<unknown>, into: number[]) => {
      const started = performance.now();
      await work();
      // The first rounds prepare statements.
      if (round >= 3) into.push(performance.now() - started);
    };
    const ingest = () =>
      timed(() => handleBatch({ db, log, metrics, clusterId: "bench" }, [message], () => async () => {}), ours);
    const insert = () =>
      timed(
        () => db.sql`insert into notification.notification (user_id, event_id, reasons, group_id)
          select user_id, ${1_000_000 + round}, 2, 1 from public.group_to_user where group_id = 1`,
        bare,
      );
    for (const step of round % 2 === 0 ? [ingest, insert] : [insert, ingest]) await step();
  }
  const perSecond = (times: number[]) => (members * 1000) / median(times);
  const [rows] = await db.sql<[{ n: number }]>`select count(*)::int as n from notification.notification`;
  if (rows.n !== 2 * members * (rounds + 3)) throw new Error(`${rows.n} rows are not what was sent.`);
  world.say(
    `  one event to ${members} members: ${median(ours).toFixed(0)} ms; bare insert: ${median(bare).toFixed(0)} ms`,
  );
  return atLeast("ingest.many", "notifications/s", { value: perSecond(ours), bound: perSecond(bare), least: 0.7 });
}

/** Through Kafka, one recipient per event; then bare SQL inserts those very rows again. */
async function one(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  await populate(db);
  const brokers = await world.kafka();
  const runtime = world.runtime(db, { KAFKA_BROKERS: brokers.join(","), KAFKA_GROUP_ID: "bench" });
  const warmUp = 5000;
  const count = 60_000;
  const kafka = connectKafka(runtime.config, runtime.log, "bench");
  const producer = openProducer(kafka, runtime.log, Object.values(runtime.config.topics));
  let sent = 0;
  const produce = async (n: number) => {
    for (const end = sent + n; sent < end; ) {
      const batch = Array.from({ length: Math.min(1000, end - sent) }, () => {
        const id = (sent++ % (owners * graphsEach)) + 1;
        const resource = { type: "graph", id, name: `Wnt signalling ${id}`, url: `/graphs/${id}` };
        return {
          topic: "owner",
          key: `graph/${id}`,
          value: event(`one-${sent}`, "graph.updated", resource, {
            changes: { nodesAdded: { total: 2, names: ["LRP6", "DVL1"] } },
          }),
          headers: {},
        };
      });
      await producer.send(batch);
    }
  };
  const stored = async () => {
    const [row] = await db.sql<
      [{ n: number }]
    >`select coalesce(sum(next_offset), 0)::int as n from notification.consumer_offset where topic = 'owner'`;
    return row.n;
  };
  const until = async (n: number) => {
    while ((await stored()) < n) await sleep(5);
  };

  // A whole round before the clock starts: the group is joined, statements are prepared, code is warm.
  await produce(warmUp);
  let stop = startConsumer(runtime, (error) => world.say(String(error)));
  await until(warmUp);
  await stop();
  await produce(count);
  stop = startConsumer(runtime, (error) => world.say(String(error)));
  await until(warmUp + 1);
  const first = await stored();
  const started = performance.now();
  await until(warmUp + count);
  const seconds = (performance.now() - started) / 1000;
  await stop();
  await producer.close();
  const [rows] = await db.sql<[{ events: number; rows: number }]>`
    select (select count(*)::int from notification.event) as events, (select count(*)::int from notification.notification) as rows`;
  if (rows.events !== warmUp + count || rows.rows !== warmUp + count)
    throw new Error(`${JSON.stringify(rows)} is not what was sent.`);
  const value = (warmUp + count - first) / seconds;

  const bare = await bareInsert(db, 1);
  const twoWriters = await bareInsert(db, 2);
  world.say(
    `  through Kafka: ${value.toFixed(0)} events/s; bare SQL: ${bare.toFixed(0)} with one writer, ${twoWriters.toFixed(0)} with two`,
  );
  return atLeast(
    "ingest.one",
    "events/s",
    { value, bound: bare, least: 0.7 },
    { boundTwoWriters: Math.round(twoWriters) },
  );
}

/** Inserts the rows that are there once more, 1,000 events a transaction, with nothing to decide. */
async function bareInsert(db: Database, writers: number): Promise<number> {
  await db.sql`drop table if exists public.kept`;
  await db.sql`create table public.kept as select e.*, n.user_id, n.reasons from notification.event e
    join notification.notification n on n.event_id = e.id order by e.id`;
  const [{ total }] = await db.sql<[{ total: number }]>`select count(*)::int as total from public.kept`;
  const batches: { events: string; userIds: number[] }[] = [];
  for (let offset = 0; offset < total; offset += 1000) {
    const rows = await db.sql`
      select source, event_id, verb, actor, resource_type, resource_id, resource_name, resource_url, graph_id, group_id,
        group_name, group_ids, affected, message, changes, data, client_id, occurred_at, produced_at, origins, resolved,
        search::text as search, user_id from public.kept order by id offset ${offset} limit 1000`;
    batches.push({ events: JSON.stringify(rows), userIds: rows.map((row) => row.user_id as number) });
  }
  await db.sql`truncate notification.event, notification.notification`;
  await db.sql`checkpoint`;
  const started = performance.now();
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const { events, userIds } = batch;
      await db.transaction(async (sql) => {
        const inserted = await sql<{ id: string }[]>`
          insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name,
            resource_url, graph_id, group_id, group_name, group_ids, affected, message, changes, data, client_id,
            occurred_at, produced_at, origins, resolved, search)
          select source, event_id, verb, actor, resource_type, resource_id, resource_name, resource_url, graph_id,
            group_id, group_name, group_ids, affected, message, changes, data, client_id, occurred_at, produced_at,
            origins, resolved, search::tsvector
          from json_to_recordset(${events}::text::json) as r (source text, event_id text, verb text, actor text,
            resource_type text, resource_id int, resource_name text, resource_url text, graph_id int, group_id int,
            group_name text, group_ids int[], affected text, message text, changes jsonb, data jsonb, client_id text,
            occurred_at timestamptz, produced_at timestamptz, origins text[], resolved int2, search text)
          returning id`;
        await sql`insert into notification.notification (user_id, event_id, reasons)
          select * from unnest(${userIds}::int[], ${inserted.map(({ id }) => id)}::int8[]) r, (select 1::int2) s`;
      });
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return total / ((performance.now() - started) / 1000);
}
