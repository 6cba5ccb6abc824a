import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { startSmtpSink } from "../testing/smtp-sink";
import { startApp, untilReady } from "../testing/start-app";
import { testDatabase } from "../testing/test-database";

const { db, url } = await testDatabase();
const sink = await startSmtpSink();
const dataDir = mkdtempSync(path.join(os.tmpdir(), "graphspace-load-"));
// What this test's own machine does besides decides nothing: only the two signals that the test puts load on do.
const app = await startApp({
  DATA_DIR: dataDir,
  DATABASE_URL: url,
  AUTH_SECRET: "s".repeat(40),
  ROLES: "digest",
  SMTP_URL: sink.url,
  DIGEST_CHECK_SECONDS: "1",
  DIGEST_IDLE_SECONDS: "2",
  DIGEST_MAX_UTILIZATION: "0.3",
  DIGEST_MAX_BACKENDS: "0.15",
  DIGEST_MAX_DELAY_MS: "60000",
  DIGEST_MAX_LOAD: "10000",
  DIGEST_MAX_CPU_PRESSURE: "1000",
  DIGEST_MAX_IO_PRESSURE: "1000",
});
await untilReady(app);
afterAll(async () => {
  app.kill("SIGTERM");
  await app.ended;
  await sink.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks a process for its metrics without a pause, on a few connections; resolves to how to stop. */
function keepBusy(port: number): () => void {
  const request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const sockets = Array.from({ length: 3 }, () => {
    const socket = net.connect(port, "127.0.0.1");
    // One more for each that is answered: three are always waiting.
    socket.on("data", (chunk) => chunk.includes("HTTP/1.1 200") && socket.write(request));
    socket.on("error", () => {});
    socket.write(request);
    return socket;
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** Keeps a share of the database's connections at work; resolves to how to stop. */
async function keepDatabaseBusy(share: number): Promise<() => Promise<void>> {
  const [limits] = await db.sql<[{ most: number }]>`select current_setting('max_connections')::int as most`;
  const pools = Array.from({ length: Math.ceil(limits.most * share) }, () => postgres(url, { max: 1 }));
  const working = pools.map((sql) => sql`select pg_sleep(600)`.catch(() => {}));
  return async () => {
    await db.sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep(600)%' and datname = current_database()`;
    await Promise.all(working);
    await Promise.all(pools.map((sql) => sql.end({ timeout: 0 })));
  };
}

/** Waits for a decision of one kind whose reason says this, made after the run `after`. */
async function decided(decision: "ran" | "put-off", says: string, after: string) {
  for (const deadline = Date.now() + 150_000; Date.now() < deadline; await sleep(200)) {
    const [run] = await db.sql<
      { id: string; mails: number; signals: { nodes: { worst: Record<string, number> }[] } }[]
    >`
      select id, mails, signals from notification.digest_run
      where decision = ${decision} and reason like ${`%${says}%`} and id > ${after} and ended_at is not null
      order by id limit 1`;
    if (run) return run;
  }
  const seen = await db.sql`select decision, reason from notification.digest_run order by id desc limit 5`;
  throw new Error(`Nobody decided "${decision}" because "${says}": ${JSON.stringify(seen)}`);
}
const untilReported = async (reason: (worst: Record<string, number>) => boolean) => {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(200)) {
    const [row] = await db.sql`select signals from notification.load_signal`;
    if (row && reason(row.signals.worst)) return;
  }
  throw new Error("The load was not reported.");
};

let ana = 0;
const tell = async () => {
  const event = await notify(db.sql, [ana], { reasons: 4 });
  await db.sql`update notification.event set verb = 'graph.deleted' where id = ${event}`;
};
const newest = async () =>
  (await db.sql<{ id: string }[]>`select coalesce(max(id), 0) as id from notification.digest_run`)[0]?.id ?? "0";

test("a process that works puts its mail off, and sends it once it rests", async () => {
  [ana = 0] = await addPeople(db, "ana@lab.org");
  const rest = keepBusy(app.port);
  onTestFinished(rest);
  await untilReported(({ utilization = 0 }) => utilization >= 0.3);
  await db.sql`insert into notification.email_schedule (user_id, cadence) values (${ana}, 'each')`;
  await tell();
  const put = await decided("put-off", "the event loop is busy", "0");
  expect(Math.max(...put.signals.nodes.map(({ worst }) => worst.utilization ?? 0))).toBeGreaterThanOrEqual(0.3);
  expect(sink.taken).toHaveLength(0);
  rest();
  const ran = await decided("ran", "has been idle for 2 s", put.id);
  expect(ran.mails).toBe(1);
  for (const { worst } of ran.signals.nodes) expect(worst.utilization).toBeLessThan(0.3);
  expect(sink.taken).toHaveLength(1);
}, 400_000);

test("a database that works does the same", async () => {
  const rest = await keepDatabaseBusy(0.25);
  onTestFinished(rest);
  await untilReported(({ backends = 0 }) => backends >= 0.15);
  const before = await newest();
  await tell();
  const put = await decided("put-off", "of the database's connections work", before);
  expect(Math.max(...put.signals.nodes.map(({ worst }) => worst.backends ?? 0))).toBeGreaterThanOrEqual(0.15);
  expect(sink.taken).toHaveLength(1);
  await rest();
  expect((await decided("ran", "has been idle for 2 s", put.id)).mails).toBe(1);
  expect(sink.taken).toHaveLength(2);
}, 400_000);
