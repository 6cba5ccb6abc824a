import { beforeEach, expect, test, vi } from "vitest";
import { startReportingLoad } from "../digest/report-load";
import { deliver, eventOf, messageOn } from "../testing/messages";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { readLatency, readMinutes, shownMinutes } from "./read-figures";
import { readHealth } from "./read-health";
import { readNodes } from "./read-nodes";
import { startRecordingFigures } from "./record-figures";

const { db } = await testDatabase();

beforeEach(async () => {
  await db.sql`delete from notification.figure`;
  await db.sql`delete from notification.dead_letter`;
});

const levelOf = async (name: string, env: Record<string, string> = {}) => {
  const { checks } = await readHealth(testRuntime(db, env));
  return checks.find((check) => check.name === name);
};

test("what a node's metrics count is in the minute of all nodes, once, however often it is written", async () => {
  const one = testRuntime(db, { PORT: "4001" });
  const other = testRuntime(db, { PORT: "4002" });
  const stops = [startRecordingFigures(one, 20), startRecordingFigures(other, 20)];
  for (const { metrics } of [one, other]) {
    metrics.eventsIn.inc({ type: "owner" }, 3);
    metrics.notificationsOut.inc(7);
    metrics.sockets.set(2);
    metrics.endToEndSeconds.observe(0.015);
    metrics.endToEndSeconds.observe(100);
  }
  const total = async () => {
    const minutes = await readMinutes(db);
    const sum = (of: "events" | "notifications") => minutes.reduce((all, minute) => all + minute[of], 0);
    return { events: sum("events"), notifications: sum("notifications"), sockets: minutes.at(-1)?.sockets };
  };
  await vi.waitFor(async () => expect(await total()).toEqual({ events: 6, notifications: 14, sockets: 4 }), 5_000);
  one.metrics.eventsIn.inc({ type: "group" });
  await vi.waitFor(async () => expect((await total()).events).toBe(7), 5_000);
  const latency = await readLatency(db);
  expect(latency.buckets.filter(({ count }) => count > 0)).toEqual([
    { upTo: 0.02, count: 2 },
    { upTo: null, count: 2 },
  ]);
  expect(latency.count).toBe(4);
  for (const stop of stops) await stop();
  expect(await total()).toEqual({ events: 7, notifications: 14, sockets: 0 });
});

test("the last hour is sixty minutes, whether anybody said something or not", async () => {
  await db.sql`
    insert into notification.figure (minute, node, events, latency)
    values (date_trunc('minute', now()) - interval '30 minutes', 'a', 5, '{}'),
      (date_trunc('minute', now()) - interval '2 hours', 'a', 99, '{}')`;
  const minutes = await readMinutes(db);
  expect(minutes).toHaveLength(shownMinutes);
  expect(minutes.filter(({ events }) => events > 0)).toMatchObject([{ events: 5, sockets: null }]);
  expect(minutes.findIndex(({ events }) => events === 5)).toBe(29);
});

test("every figure on the page is a metric", async () => {
  const { registry } = testRuntime(db).metrics;
  const names = (await registry.metrics()).match(/^# TYPE \S+/gm)?.map((line) => line.slice(7));
  for (const name of [
    "graphspace_events_total",
    "graphspace_notifications_total",
    "graphspace_consumer_lag",
    "graphspace_outbox_depth",
    "graphspace_sockets",
    "graphspace_end_to_end_seconds",
    "graphspace_dead_letters_waiting",
    "graphspace_database_seconds",
    "graphspace_inbox_lag_seconds",
    "graphspace_load",
    "graphspace_digest_runs_total",
    "graphspace_digest_mails_total",
    "graphspace_digest_unknown",
    "graphspace_digest_held",
  ])
    expect(names).toContain(name);
});

test("a dead letter, a lost mail and a hold each ask for a look, in the metrics too", async () => {
  expect(await levelOf("Dead letters")).toMatchObject({ level: "well" });
  const [ana = 0] = await addPeople(db, "ana@lab.org");
  await deliver(db, [messageOn("owner", "not json")]);
  expect(await levelOf("Dead letters")).toMatchObject({ level: "look", says: "1 waits for your decision." });
  await db.sql`
    insert into notification.digest (user_id, address, message_id, status) values (${ana}, 'a', '<a@b>', 'unknown')`;
  expect(await levelOf("E-mail")).toMatchObject({ level: "look", at: "/operations/mail" });
  await db.sql`insert into notification.installation (key, value) values ('mail-hold', '{}')`;
  expect(await levelOf("E-mail")).toMatchObject({ level: "look", says: expect.stringContaining("on hold") });

  const runtime = testRuntime(db);
  const stop = startRecordingFigures(runtime, 20);
  const value = async (metric: { get(): Promise<{ values: { value: number }[] }> }) =>
    (await metric.get()).values[0]?.value;
  await vi.waitFor(async () => expect(await value(runtime.metrics.deadLettersWaiting)).toBe(1), 5_000);
  expect(await value(runtime.metrics.digestUnknown)).toBe(1);
  expect(await value(runtime.metrics.digestHeld)).toBe(1);
  await stop();
});

test("consumers that fell silent are broken, whatever this node thinks of itself", async () => {
  const kafka = { KAFKA_BROKERS: "127.0.0.1:1" };
  expect(await levelOf("Kafka")).toMatchObject({ level: "well" });
  expect(await levelOf("Kafka", kafka)).toMatchObject({ level: "broken" });
  await db.sql`insert into notification.installation (key, value) values ('ingest', '{"waiting": 0}')`;
  expect(await levelOf("Kafka", kafka)).toMatchObject({ level: "well" });
  await db.sql`update notification.installation set updated_at = now() - interval '2 minutes' where key = 'ingest'`;
  expect(await levelOf("Kafka", kafka)).toMatchObject({ level: "broken", says: expect.stringContaining("120 s") });
  await db.sql`delete from notification.installation where key = 'ingest'`;
});

test("while the brokers are away, what waits there is unknown, not nothing", async () => {
  const stop = startRecordingFigures(testRuntime(db, { KAFKA_BROKERS: "127.0.0.1:1" }), 20);
  const waiting = async () => (await readHealth(testRuntime(db))).waiting;
  await db.sql`insert into notification.installation (key, value) values ('ingest', '{"waiting": 0}')`;
  await vi.waitFor(async () => expect(await waiting()).toBe(0), 5_000);
  await db.sql`update notification.installation set updated_at = now() - interval '2 minutes' where key = 'ingest'`;
  await vi.waitFor(async () => expect(await waiting()).toBeNull(), 5_000);
  await stop();
  await db.sql`delete from notification.installation where key = 'ingest'`;
});

test("what keeps this node from being ready is said, and is the worst of all", async () => {
  const runtime = testRuntime(db);
  const mended = runtime.readiness.add("ingest", () => "Kafka: connection refused");
  expect(await readHealth(runtime)).toMatchObject({ level: "broken" });
  mended();
  expect((await readHealth(runtime)).level).not.toBe("broken");
});

test("a node that crashed is named until it is forgotten", async () => {
  const runtime = testRuntime(db, { DIGEST_IDLE_SECONDS: "0" });
  const stop = startReportingLoad(runtime);
  await vi.waitFor(async () => expect(await readNodes(db)).toHaveLength(1), 5_000);
  expect(await levelOf("Nodes")).toMatchObject({ level: "well", says: "1 process reports." });
  await stop();
  await db.sql`
    insert into notification.load_signal (node, measured_at, signals)
    values ('crashed:1', now() - interval '5 minutes', '{"latest":{},"worst":{},"lost":[],"coveredSeconds":9}')`;
  expect(await levelOf("Nodes")).toMatchObject({ level: "look", says: expect.stringContaining("crashed:1") });
});

test("what waits in the outbox is waiting", async () => {
  await addPeople(db, "bo@lab.org");
  const graph = await addGraph(db, "Wnt", "bo@lab.org");
  const value = JSON.stringify(eventOf("graph.updated", { id: graph }));
  await db.sql`insert into notification.outbox (topic, value, created_at) values ('owner', ${value}, now() - interval '1 minute')`;
  const stop = startRecordingFigures(testRuntime(db), 20);
  await vi.waitFor(async () => expect((await readHealth(testRuntime(db))).waiting).toBe(1), 5_000);
  await stop();
  // Looked up every two seconds at most.
  await vi.waitFor(async () => expect(await levelOf("Inbox")).toMatchObject({ level: "look" }), 5_000);
});
