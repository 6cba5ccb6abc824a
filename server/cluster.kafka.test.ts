import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { buildIfStale } from "./commands/build-if-stale";
import type { NotificationPage } from "./contract/api";
import type { ClientToServerEvents, ResumeAnswer, ServerToClientEvents } from "./contract/socket";
import { freePort } from "./database/embedded";
import { startLocalCluster } from "./kafka/local-cluster";
import { kafkaWorld, send } from "./testing/kafka-world";
import { signInAs } from "./testing/sign-in-as";
import { startApp, untilReady } from "./testing/start-app";
import { startIngestProcess } from "./testing/start-ingest-process";
import { testDatabase } from "./testing/test-database";
import { kafkaConfig, kafkaEnv, testKafka } from "./testing/test-kafka";
import { testRuntime } from "./testing/test-runtime";

const real = await testKafka();

/** docs/scaling.md, in small. */
describe.skipIf(!real)("three brokers, two ingest nodes, two web nodes", async () => {
  const { db, url } = await testDatabase();
  const directory = mkdtempSync("/var/tmp/graphspace-cluster-");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("one of each is killed under load: every open page hears of everything, nothing is lost, nothing twice", async () => {
    const ports = [];
    for (let n = 0; n < 3; n++) ports.push({ client: await freePort(), controller: await freePort() });
    const cluster = await startLocalCluster({ ports, data: directory });
    onTestFinished(() => cluster.stop());
    const config = kafkaConfig(cluster.addresses);
    const world = await kafkaWorld(db);
    const node = () => startIngestProcess({ databaseUrl: url, env: kafkaEnv(config) });
    const [one, two] = [node(), node()];

    await buildIfStale(process.cwd(), () => {});
    const webPorts = [await freePort(), await freePort()];
    const origin = `http://localhost:${await balance(webPorts)}`;
    const runtime = testRuntime(db, { BASE_URL: origin });
    const web = await Promise.all(
      webPorts.map((port) =>
        startApp({
          ...kafkaEnv(config),
          DATA_DIR: path.join(directory, String(port)),
          DATABASE_URL: url,
          AUTH_SECRET: runtime.secret,
          BASE_URL: origin,
          ROLES: "web",
          PORT: String(port),
        }),
      ),
    );
    onTestFinished(() => {
      for (const each of web) each.kill("SIGKILL");
    });
    for (const each of web) await untilReady(each);
    const pages = await Promise.all(
      ["ana", "bo", "chen"].map(async (name) => openPage(origin, await signInAs(runtime, `${name}@example.org`))),
    );

    const events = world.events(3000);
    const part = (n: number) => events.slice(n * 500, (n + 1) * 500);
    await send(config, [...part(0), ...part(1)]);
    await world.expectRows(events.slice(0, 1000), 60_000);
    one.child.kill("SIGKILL");
    await send(config, part(2));
    await cluster.brokers[1]?.kill();
    web[0]?.kill("SIGKILL");
    for (const n of [3, 4, 5]) {
      // A leader that is gone fails a send; whoever produces sends again, and the ids make it one.
      for (let tries = 0; ; tries++) {
        const sent = await send(config, part(n)).then(
          () => true,
          (error) => (tries > 10 ? Promise.reject(error) : false),
        );
        if (sent) break;
        await sleep(500);
      }
    }
    await world.expectRows(events, 90_000);
    const rows = await db.sql<{ ids: string[] }[]>`
      select array_agg(event_id::text order by event_id) as ids from notification.notification group by user_id order by user_id`;
    const heard = () => pages.map((ids) => [...ids].sort((one, other) => Number(BigInt(one) - BigInt(other))));
    await vi.waitFor(() => expect(heard()).toEqual(rows.map(({ ids }) => ids)), { timeout: 60_000, interval: 500 });
    two.child.kill("SIGTERM");
    expect(await two.ended).toBe(0);
  }, 600_000);
});

/** A load balancer, in small: connections go to the first node that takes them. Resolves to its port. */
async function balance(nodes: number[]): Promise<number> {
  const connect = (client: net.Socket, [port, ...others]: number[]): void => {
    if (port === undefined) return void client.destroy();
    const node = net.connect(port, "127.0.0.1");
    node.once("connect", () => {
      client.pipe(node).pipe(client);
      node.once("close", () => client.destroy());
      client.once("close", () => node.destroy());
    });
    node.once("error", () => (client.bytesWritten > 0 ? client.destroy() : connect(client, others)));
  };
  const server = net.createServer((client) => {
    client.on("error", () => {});
    connect(client, nodes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as net.AddressInfo).port;
}

/** An open page, as far as push goes: what it has heard of, by id. It resumes and refetches like our client does. */
async function openPage(origin: string, cookie: string): Promise<Set<string>> {
  const ids = new Set<string>();
  const read = async (cursor: string | null = null): Promise<NotificationPage> => {
    const address = `${origin}/api/notifications?limit=100${cursor ? `&cursor=${cursor}` : ""}`;
    // The node that answers may be the one that is killed: asked again, another does.
    const ask = async () => (await fetch(address, { headers: { cookie } })).json() as Promise<NotificationPage>;
    const page = await ask().catch(() => sleep(1_000).then(ask));
    for (const { id } of page.notifications) ids.add(id);
    return page;
  };
  const readAll = async () => {
    for (let page = await read(); page.nextCursor; ) page = await read(page.nextCursor);
  };
  let { snapshot } = await read();
  let resumed = false;
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(origin, {
    transports: ["websocket"],
    extraHeaders: { cookie, origin },
    reconnectionDelayMax: 500,
  });
  onTestFinished(() => void socket.disconnect());
  const take = (next: string) => {
    if (resumed) snapshot = next;
  };
  const hear = (notifications: { id: string }[], next: string) => {
    for (const { id } of notifications) ids.add(id);
    take(next);
  };
  socket.on("notifications", (message) => hear(message.notifications, message.snapshot));
  socket.on("counts", (message) => take(message.snapshot));
  // One that fails, as when the test is over, fails nothing else: what was not heard shows.
  const reread = ({ snapshot }: { snapshot: string }) =>
    readAll()
      .then(() => take(snapshot))
      .catch(() => {});
  socket.on("resync", (message) => void reread(message));
  const resume = async () => {
    const answer: ResumeAnswer = await socket.timeout(20_000).emitWithAck("resume", { snapshot });
    resumed = true;
    take(answer.snapshot);
    if ("resync" in answer) await readAll();
    else hear(answer.notifications, answer.snapshot);
  };
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", () => void resume().then(resolve, () => socket.disconnect().connect()));
    socket.on("disconnect", () => {
      resumed = false;
    });
    socket.once("connect_error", reject);
  });
  return ids;
}
