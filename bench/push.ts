import { type ChildProcess, fork } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "socket.io";
import type { Database } from "../server/database/database";
import { sessionCookie } from "../server/identity/session-cookie";
import { startSession } from "../server/identity/start-session";
import { takeSnapshot } from "../server/inbox/snapshot";
import { startConsumer } from "../server/ingest/kafka-consumer";
import { connectKafka } from "../server/kafka/connect";
import { openProducer } from "../server/kafka/producer";
import { startPush } from "../server/push/start-push";
import type { Runtime, Stop } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { atLeast, type Figure } from "./figure";
import type { Orders, Report } from "./push-clients";

const people = 1000;

/** From produced, through real Kafka, to a thousand open pages; beside a consumer that emits straight to Socket.IO. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  const { db } = await world.database();
  const runtime = world.runtime(db, { KAFKA_BROKERS: (await world.kafka()).join(","), KAFKA_GROUP_ID: "bench-push" });
  await populate(db);
  // Makes the topics.
  await produceSteadily(runtime, "first", 10, 1);
  return [...(await latency(world, runtime)), ...(await drops(world, runtime))];
}

async function populate({ sql }: Database) {
  await sql`insert into public."user" (email, password, is_admin)
    select 'owner' || n || '@bench.org', 'none', 0 from generate_series(1, ${people}::int) n`;
  await sql`insert into public.graph (name, owner_email, graph_json, style_json, is_public)
    select 'Wnt ' || n, 'owner' || n || '@bench.org', '{}', '{}', 0 from generate_series(1, ${people}::int) n`;
  await sql`vacuum analyze`;
}

type Served = { url: string; stop: Stop };

/** Our own way: Kafka → rows → push. */
async function ours(runtime: Runtime): Promise<Served> {
  const server = createServer();
  const stopPush = startPush(runtime, server);
  const stopConsumer = startConsumer(runtime, (error) => {
    throw error;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await stopConsumer();
      await stopPush();
      server.close();
    },
  };
}

/** The bound: a bare kafkajs consumer that emits to the person's room, with no database and no memory. */
async function bare(runtime: Runtime): Promise<Served> {
  const server = createServer();
  const io = new Server(server, { perMessageDeflate: false, pingInterval: 10_000, pingTimeout: 5_000 });
  io.on("connection", (socket) => void socket.join(String(socket.handshake.headers.cookie)));
  const consumer = connectKafka(runtime.config, runtime.log, "bare").consumer({ groupId: `bare-${Date.now()}` });
  await consumer.connect();
  await consumer.subscribe({ topic: "owner", fromBeginning: false });
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { id, time, data } = JSON.parse(String(message.value));
      io.to(`person=${data.resource.id}`).emit("notifications", {
        notifications: [{ id, occurredAt: time }],
        snapshot: "",
      });
    },
  });
  await joined;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await consumer.disconnect();
      await io.close();
    },
  };
}

function startClients() {
  const child: ChildProcess = fork(path.join(import.meta.dirname, "push-clients.ts"), {
    execArgv: ["--import", "tsx"],
  });
  const tell = <Result>(order: Orders) =>
    new Promise<Result>((resolve, reject) => {
      child.once("message", (answer: { result: Result } | { error: string }) =>
        "error" in answer ? reject(new Error(answer.error)) : resolve(answer.result),
      );
      child.send(order);
    });
  return { tell, stop: () => child.kill() };
}

/** Sends at a steady rate, each event stamped with the time at which it *should* go out. Resolves to ids by person. */
async function produceSteadily(runtime: Runtime, run: string, rate: number, seconds: number): Promise<string[][]> {
  const kafka = connectKafka(runtime.config, runtime.log, "bench-produce");
  const producer = openProducer(kafka, runtime.log, Object.values(runtime.config.topics));
  await producer.send([]);
  const sent: string[][] = Array.from({ length: people }, () => []);
  const started = Date.now() + 200;
  const pending: Promise<void>[] = [];
  for (let next = 0; next < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.floor(((Date.now() - started) / 1000) * rate));
    const batch = [];
    for (; next < due; next++) {
      const person = (next * 7919) % people;
      const id = `${run}-${next}`;
      (sent[person] as string[]).push(id);
      const resource = { type: "graph", id: person + 1, name: `Wnt ${person + 1}` };
      const time = new Date(started + (next * 1000) / rate).toISOString();
      const event = { specversion: "1.0", id, source: "/bench", type: "graph.updated", time };
      const value = JSON.stringify({ ...event, data: { actor: "robot", resource } });
      batch.push({ topic: "owner", key: `graph/${person + 1}`, value, headers: {} });
    }
    if (batch.length > 0) pending.push(producer.send(batch));
    await sleep(2);
  }
  await Promise.all(pending);
  await producer.close();
  return sent;
}

type Way = { name: string; start: (runtime: Runtime) => Promise<Served>; signedIn: boolean };
const bareWay: Way = { name: "bare", start: bare, signedIn: false };
const ourWay: Way = { name: "ours", start: ours, signedIn: true };
type Clients = ReturnType<typeof startClients>;

/** Opens a thousand pages on one of the two ways, and lets `work` have them. */
async function withPages<Result>(
  runtime: Runtime,
  { start, signedIn }: Way,
  work: (clients: Clients) => Promise<Result>,
): Promise<Result> {
  const served = await start(runtime);
  const clients = startClients();
  const cookies = signedIn ? await signIn(runtime) : Array.from({ length: people }, (_, n) => `person=${n + 1}`);
  const cursor = await takeSnapshot(runtime.db.sql);
  const { baseUrl: origin } = runtime.config;
  await clients.tell({ do: "open", url: served.url, origin, cookies, resume: signedIn, cursor });
  try {
    return await work(clients);
  } finally {
    clients.stop();
    await served.stop();
  }
}

async function latency(world: BenchWorld, runtime: Runtime): Promise<Figure[]> {
  const rate = 500;
  const seconds = 15;
  const measure = async (way: Way) => {
    const { name } = way;
    const latencies = await withPages(runtime, way, async (clients) => {
      // Joined, prepared and warm, before the clock counts.
      await produceSteadily(runtime, `${name}-warm`, rate, 5);
      await sleep(1_000);
      await produceSteadily(runtime, name, rate, seconds);
      await sleep(2_000);
      return (await clients.tell<Report>({ do: "report" })).latencies;
    });
    const measured = latencies.slice(-rate * seconds);
    if (measured.length < rate * seconds * 0.99)
      throw new Error(`${name}: only ${measured.length} of ${rate * seconds} came`);
    const sorted = measured.toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
    world.say(`  ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms of ${sorted.length}`);
    return { p50: at(0.5), p99: at(0.99), histogram: histogram(sorted) };
  };
  const bound = await measure(bareWay);
  const value = await measure(ourWay);
  const figure = (share: "p50" | "p99", most: number): Figure => ({
    bench: `push.latency.${share}`,
    value: value[share],
    unit: "ms",
    bound: bound[share],
    ratio: Number((value[share] / Math.max(1, bound[share])).toFixed(2)),
    goal: `value<=bound+${most}`,
    ok: value[share] <= bound[share] + most,
    sockets: people,
    rate,
    histogram: value.histogram,
  });
  return [figure("p50", 10), figure("p99", 40)];
}

/** Counts by upper bound in ms, powers of two. */
function histogram(sorted: number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of sorted) {
    const bucket = 2 ** Math.ceil(Math.log2(Math.max(1, value)));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

async function signIn(runtime: Runtime): Promise<string[]> {
  const rows = await runtime.db.sql<{ id: number }[]>`select id from public."user" order by id`;
  const device = { userAgent: "bench", address: "127.0.0.1" };
  const cookies: string[] = [];
  for (const { id } of rows) {
    const token = await startSession(runtime, runtime.db.sql, { userId: id, passwordHash: "none" }, device);
    cookies.push(sessionCookie(runtime.config, token).split(";")[0] as string);
  }
  return cookies;
}

/** Every client drops for two seconds again and again, cleanly and silently, while 1,000 events/s flow. */
async function drops(world: BenchWorld, runtime: Runtime): Promise<Figure[]> {
  const rate = 1000;
  const seconds = 30;
  const measure = async (way: Way) => {
    const { name, signedIn } = way;
    const { sent, heard } = await withPages(runtime, way, async (clients) => {
      await clients.tell({ do: "drop", awayMs: 2_000, everyMs: 15_000, seed: world.seed });
      const sent = await produceSteadily(runtime, `drops-${name}`, rate, seconds);
      await sleep(3_000);
      await clients.tell({ do: "settle" });
      await sleep(3_000);
      return { sent, ...(await clients.tell<Report>({ do: "report" })) };
    });
    const known = signedIn ? await notificationIds(runtime.db, `drops-${name}`) : null;
    let delivered = 0;
    let total = 0;
    sent.forEach((ids, person) => {
      const told = new Set(heard[person]);
      total += ids.length;
      delivered += ids.filter((id) => told.has(known ? (known.get(id) ?? "") : id)).length;
    });
    world.say(`  drops, ${name}: ${delivered} of ${total} delivered`);
    return delivered / total;
  };
  const bound = await measure(bareWay);
  const value = await measure(ourWay);
  return [
    {
      ...atLeast("push.drops", "share delivered", { value, bound, least: 1 }, { sockets: people, rate }),
      value,
      ok: value === 1,
      goal: "value=1",
    },
  ];
}

async function notificationIds(db: Database, prefix: string): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string; event_id: string }[]>`
    select id, event_id from notification.event where starts_with(event_id, ${prefix})`;
  return new Map(rows.map(({ id, event_id }) => [event_id, id]));
}
