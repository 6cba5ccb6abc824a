import { type ChildProcess, fork, type Serializable } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Server } from "socket.io";
import type { Database } from "../server/database/database";
import { sessionCookie } from "../server/identity/session-cookie";
import { startSession } from "../server/identity/start-session";
import { takeSnapshot } from "../server/inbox/snapshot";
import { startConsumer } from "../server/ingest/kafka-consumer";
import { connectKafka } from "../server/kafka/connect";
import { startPush } from "../server/push/start-push";
import type { Runtime, Stop } from "../server/runtime";
import type { Orders } from "./push-clients";
import type { ProduceOrder } from "./steady-producer";

/** So many people, each with a graph and one open page. */
export const people = 1000;
/** After so many of them, what is made once is made. */
export const warming = 200;

export async function populate({ sql }: Database) {
  await sql`insert into public."user" (email, password, is_admin)
    select 'owner' || n || '@bench.org', 'none', 0 from generate_series(1, ${people}::int) n`;
  await sql`insert into public.graph (name, owner_email, graph_json, style_json, is_public)
    select 'Wnt ' || n, 'owner' || n || '@bench.org', '{}', '{}', 0 from generate_series(1, ${people}::int) n`;
  await sql`vacuum analyze`;
}

export type Served = { url: string; server: Server | null; stop: Stop };

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
    server: null,
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
    server: io,
    stop: async () => {
      await consumer.disconnect();
      await io.close();
    },
  };
}

/** A file of this folder in a process of its own, which answers each order. */
function startProcess<Order>(file: string) {
  const child: ChildProcess = fork(path.join(import.meta.dirname, file), { execArgv: ["--import", "tsx"] });
  const tell = <Result>(order: Order) =>
    new Promise<Result>((resolve, reject) => {
      child.once("message", (answer: { result: Result } | { error: string }) =>
        "error" in answer ? reject(new Error(answer.error)) : resolve(answer.result),
      );
      child.send(order as Serializable);
    });
  return { tell, stop: () => child.kill() };
}

/** Resolves to the ids of what was sent, by person. */
export async function produceSteadily({ config }: Runtime, run: string, rate: number, seconds: number) {
  const producer = startProcess<ProduceOrder>("steady-producer.ts");
  const brokers = config.KAFKA_BROKERS ?? [];
  return producer.tell<string[][]>({ brokers, run, people, rate, seconds }).finally(producer.stop);
}

export type Way = { name: string; start: (runtime: Runtime) => Promise<Served>; signedIn: boolean };
export const bareWay: Way = { name: "bare", start: bare, signedIn: false };
export const ourWay: Way = { name: "ours", start: ours, signedIn: true };
export type Clients = ReturnType<typeof startProcess<Orders>>;

/** Opens a thousand pages on one of the two ways, calls `whenWarm` on the way, and lets `work` have them. */
export async function withPages<Result>(
  runtime: Runtime,
  { start, signedIn }: Way,
  work: (clients: Clients, served: Served) => Promise<Result>,
  whenWarm: () => Promise<void> = async () => {},
): Promise<Result> {
  const served = await start(runtime);
  const clients = startProcess<Orders>("push-clients.ts");
  const cookies = signedIn ? await signIn(runtime) : Array.from({ length: people }, (_, n) => `person=${n + 1}`);
  const cursor = await takeSnapshot(runtime.db.sql);
  const { baseUrl: origin } = runtime.config;
  const open = (some: string[]) =>
    clients.tell({ do: "open", url: served.url, origin, cookies: some, resume: signedIn, cursor });
  await open(cookies.slice(0, warming));
  await whenWarm();
  await open(cookies.slice(warming));
  try {
    return await work(clients, served);
  } finally {
    clients.stop();
    await served.stop();
  }
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
