import { randomUUID } from "node:crypto";
import { afterEach, expect, test, vi } from "vitest";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import type { Stop } from "../runtime";
import { testDatabase } from "../testing/test-database";
import type { OutgoingEvent } from "./publish";
import { publish } from "./publish";
import { type OutboxRow, type Sink, startRelay } from "./relay";

const { db } = await testDatabase();
const runtime = { db, log: createLogger("silent"), metrics: createMetrics() };
const stops: Stop[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await db.sql`delete from notification.outbox`;
});

const event = (name = "Wnt", over: Partial<OutgoingEvent> = {}): OutgoingEvent => ({
  topics: ["owner"],
  event: {
    id: randomUUID(),
    type: "graph.updated",
    time: new Date().toISOString(),
    data: { actor: "ana@example.org", resource: { type: "graph", id: 42, name } },
  },
  ...over,
});
const collecting = () => {
  const rows: OutboxRow[] = [];
  const sink: Sink = async (batch, sql) => {
    await sql`delete from notification.outbox where id = any(${batch.map(({ id }) => String(id))}::bigint[])`;
    rows.push(...batch);
  };
  return { rows, sink, names: () => rows.map(({ value }) => JSON.parse(value).data.resource.name) };
};
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const relay = (sink: Sink) => stops.push(startRelay(runtime, sink));

test("an event goes to each of its topics, as a CloudEvent under the resource's key, and leaves the outbox", async () => {
  const { rows, sink } = collecting();
  relay(sink);
  await db.transaction((sql) => publish(sql, [event("Wnt", { topics: ["owner", "watching"] })]));
  await eventually(() => expect(rows.map(({ topic }) => topic)).toEqual(["owner", "watching"]));
  expect(rows[0]).toMatchObject({ key: "graph/42", headers: { "content-type": "application/cloudevents+json" } });
  expect(JSON.parse(rows[0]?.value ?? "")).toMatchObject({
    specversion: "1.0",
    source: "/graphspace/workspace",
    subject: "graph/42",
    type: "graph.updated",
  });
  expect(await db.sql`select 1 from notification.outbox`).toHaveLength(0);
});

test("a rolled back transaction takes its events and recorded audiences with it", async () => {
  const { rows, sink } = collecting();
  relay(sink);
  const removal = event("gone", { audience: { owner: [1, 2] } });
  await expect(
    db.transaction(async (sql) => {
      await publish(sql, [removal]);
      throw new Error("changed my mind");
    }),
  ).rejects.toThrow("changed my mind");
  await db.transaction((sql) => publish(sql, [event("kept", { audience: { owner: [3] } })]));
  await eventually(() => expect(rows).toHaveLength(1));
  expect(JSON.parse(rows[0]?.value ?? "").data.resource.name).toBe("kept");
  expect(await db.sql`select topic, user_ids from notification.recorded_audience`).toEqual([
    { topic: "owner", user_ids: [3] },
  ]);
});

test("rows that commit out of id order are all handed over", async () => {
  const { names, sink } = collecting();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written = () => {};
  const first = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = db.transaction(async (sql) => {
    await publish(sql, [event("lower id, commits last")]);
    written();
    await held;
  });
  await first;
  relay(sink);
  await db.transaction((sql) => publish(sql, [event("higher id, commits first")]));
  await eventually(() => expect(names()).toEqual(["higher id, commits first"]));
  release();
  await slow;
  await eventually(() => expect(names()).toEqual(["higher id, commits first", "lower id, commits last"]));
});

test("a sink that fails keeps every row, in order, until it works again", async () => {
  const { names, sink } = collecting();
  let away = true;
  relay(async (rows, sql) => {
    if (away) throw Object.assign(new Error("broker away"), { code: "ECONNREFUSED" });
    await sink(rows, sql);
  });
  for (const name of ["one", "two", "three"]) await db.transaction((sql) => publish(sql, [event(name)]));
  await eventually(async () => expect((await runtime.metrics.outboxDepth.get()).values[0]?.value).toBe(3));
  away = false;
  await eventually(() => expect(names()).toEqual(["one", "two", "three"]));
});

test("of two relays only one works at a time", async () => {
  let working = 0;
  let most = 0;
  const { rows, sink } = collecting();
  const counting: Sink = async (batch, sql) => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await sink(batch, sql);
    working--;
  };
  relay(counting);
  relay(counting);
  for (let n = 0; n < 40; n++) await db.transaction((sql) => publish(sql, [event(`event ${n}`)]));
  await eventually(() => expect(rows.length).toBe(40));
  expect(most).toBe(1);
});

test("an event that would only end as a dead letter is refused before it is written", async () => {
  await expect(db.transaction((sql) => publish(sql, [event("x".repeat(257))]))).rejects.toMatchObject({ status: 422 });
  expect(await db.sql`select 1 from notification.outbox`).toHaveLength(0);
});
