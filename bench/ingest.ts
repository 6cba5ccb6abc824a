import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../server/database/database";
import { handleBatch } from "../server/ingest/handle-batch";
import { startConsumer } from "../server/ingest/kafka-consumer";
import type { IncomingMessage } from "../server/ingest/message";
import { connectKafka } from "../server/kafka/connect";
import { openProducer } from "../server/kafka/producer";
import type { BenchWorld } from "./bench-world";
import { type Figure, inTurn, median } from "./figure";

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
    const group = { id: 1, name: "Crowd" };
    const message: IncomingMessage = {
      topic: "group",
      type: "group",
      partition: 0,
      offset: BigInt(round),
      timestamp: new Date(),
      takenAt: performance.now(),
      key: null,
      value: Buffer.from(event(`many-${round}`, "graph.shared", { type: "graph", id: 1, name: "Wnt" }, { group })),
      headers: {},
    };
    const timed = async (work: () => Promise<unknown>, into: number[]) => {
      const started = performance.now();
      await work();
      // The first rounds prepare statements.
      if (round >= 3) into.push((members * 1000) / (performance.now() - started));
    };
    const ingest = () =>
      timed(() => handleBatch({ db, log, metrics, clusterId: "bench" }, [message], () => async () => {}), ours);
    const insert = () =>
      timed(
        () => db.sql`insert into notification.notification (user_id, event_id, reasons, group_id, words)
          select user_id, ${1_000_000 + round}, 2, 1, 1 from public.group_to_user where group_id = 1`,
        bare,
      );
    for (const step of round % 2 === 0 ? [ingest, insert] : [insert, ingest]) await step();
  }
  const [rows] = await db.sql<[{ n: number }]>`select count(*)::int as n from notification.notification`;
  if (rows.n !== 2 * members * (rounds + 3)) throw new Error(`${rows.n} rows are not what was sent.`);
  return inTurn("ingest.many", "notifications/s", { values: ours, bounds: bare, least: 0.7 });
}

const perRound = 30_000;

/** Through Kafka, one recipient per event, in turn with bare SQL that inserts those very rows once more. */
async function one(world: BenchWorld): Promise<Figure> {
  const { db } = await world.database();
  await populate(db);
  const brokers = await world.kafka();
  const runtime = world.runtime(db, { KAFKA_BROKERS: brokers.join(","), KAFKA_GROUP_ID: "bench" });
  const kafka = connectKafka(runtime.config, runtime.log, "bench");
  const producer = openProducer(kafka, runtime.log, Object.values(runtime.config.topics));
  let sent = 0;
  const produce = async (n: number) => {
    for (const end = sent + n; sent < end; ) {
      const batch = Array.from({ length: Math.min(1000, end - sent) }, () => {
        const id = (sent++ % (owners * graphsEach)) + 1;
        const resource = { type: "graph", id, name: `Wnt signalling ${id}`, url: `/graphs/${id}` };
        const changes = { nodesAdded: { total: 2, names: ["LRP6", "DVL1"] } };
        const value = event(`one-${sent}`, "graph.updated", resource, { changes });
        return { topic: "owner", key: `graph/${id}`, value, headers: {} };
      });
      await producer.send(batch);
    }
  };
  const stored = async () => {
    const [row] = await db.sql<[{ n: number }]>`
      select coalesce(sum(next_offset), 0)::int as n from notification.consumer_offset where topic = 'owner'`;
    return row.n;
  };
  /** Events a second, from the first transaction to the last; joining the group is not measured. */
  const consume = async () => {
    await produce(perRound);
    let started = 0;
    const clocked: Database = Object.create(db, {
      transaction: {
        value: (...work: Parameters<Database["transaction"]>) => {
          started ||= performance.now();
          return db.transaction(...work);
        },
      },
    });
    const stop = startConsumer({ ...runtime, db: clocked }, (error) => world.say(String(error)));
    while ((await stored()) < sent) await sleep(5);
    const rate = perRound / ((performance.now() - started) / 1000);
    await stop();
    return rate;
  };

  // A whole round before the first that counts: statements are prepared, code is warm.
  const rounds = 6;
  const [ours, bare, bareTwo]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await consume());
    bare.push(await bareInsert(db, round, 1));
    bareTwo.push(await bareInsert(db, round, 2));
  }
  await producer.close();
  const [rows] = await db.sql<[{ events: number; rows: number }]>`
    select (select count(*)::int from notification.event where source = '/bench') as events,
      (select count(*)::int from notification.notification n join notification.event e on e.id = n.event_id
        where e.source = '/bench') as rows`;
  if (rows.events !== sent || rows.rows !== sent) throw new Error(`${JSON.stringify(rows)} is not what was sent.`);
  return inTurn(
    "ingest.one",
    "events/s",
    { values: ours.slice(1), bounds: bare.slice(1), least: 0.7 },
    { boundTwoWriters: Math.round(median(bareTwo.slice(1))) },
  );
}

/** Inserts the rows of the last round once more, 1,000 events a transaction, with nothing to decide. */
async function bareInsert({ sql, transaction }: Database, round: number, writers: number): Promise<number> {
  const rows = await sql`
    select ${`/bare-${round}-${writers}`} as source, e.event_id, verb, actor, resource_type, resource_id, resource_name,
      resource_url, graph_id, e.group_id, group_name, group_ids, affected, message, changes, data, client_id,
      occurred_at, produced_at, origins, resolved, search::text as search, n.user_id
    from notification.event e join notification.notification n on n.event_id = e.id
    where source = '/bench' order by e.id desc limit ${perRound}`;
  const batches: { events: string; userIds: number[] }[] = [];
  for (let first = 0; first < rows.length; first += 1000) {
    const some = rows.slice(first, first + 1000);
    batches.push({ events: JSON.stringify(some), userIds: some.map((row) => row.user_id as number) });
  }
  const started = performance.now();
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const { events, userIds } = batch;
      await transaction(async (sql) => {
        const inserted = await sql<{ id: string }[]>`
          insert into notification.event (source, event_id, verb, actor, resource_type, resource_id, resource_name,
            resource_url, graph_id, group_id, group_name, group_ids, affected, message, changes, data, client_id,
            occurred_at, produced_at, origins, resolved, search, words)
          select source, event_id, verb, actor, resource_type, resource_id, resource_name, resource_url, graph_id,
            group_id, group_name, group_ids, affected, message, changes, data, client_id, occurred_at, produced_at,
            origins, resolved, search::tsvector, 1
          from json_to_recordset(${events}::text::json) as r (source text, event_id text, verb text, actor text,
            resource_type text, resource_id int, resource_name text, resource_url text, graph_id int, group_id int,
            group_name text, group_ids int[], affected text, message text, changes jsonb, data jsonb, client_id text,
            occurred_at timestamptz, produced_at timestamptz, origins text[], resolved int2, search text)
          returning id`;
        await sql`insert into notification.notification (user_id, event_id, reasons, words)
          select * from unnest(${userIds}::int[], ${inserted.map(({ id }) => id)}::int8[]) r, (select 1::int2) s, (select 1::int8) w`;
      });
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return rows.length / ((performance.now() - started) / 1000);
}
