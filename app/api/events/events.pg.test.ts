import { randomUUID } from "node:crypto";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createEventToken } from "@/server/identity/create-event-token";
import { demoEventToken } from "@/server/identity/event-token";
import { outboxSource } from "@/server/ingest/outbox-source";
import { startRelay } from "@/server/outbox/relay";
import { callRoute } from "@/server/testing/call-route";
import { addGraph, addGroup, addPeople } from "@/server/testing/people";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { POST } from "./[topic]/route";

const { db } = await testDatabase();
const runtime = testRuntime(db);
await addPeople(db, "ana@example.org", "bo@example.org");
const graph = await addGraph(db, "Wnt", "ana@example.org");

const one = "application/cloudevents+json";
const many = "application/cloudevents-batch+json";
const group = await addGroup(db, "Wnt Lab", "ana@example.org");
const event = (over: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: randomUUID(),
  source: "/graphspace",
  type: "graph.updated",
  subject: `graph/${graph}`,
  time: new Date().toISOString(),
  data: { actor: "bo@example.org", resource: { type: "graph", id: graph, name: "Wnt" }, group: { id: group } },
  ...over,
});
const original = {
  owner_email: "ana@example.org",
  message: "New graph Wnt uploaded.",
  resource: "graph",
  resource_id: graph,
  type: "upload",
};
const post = (body: unknown, type = one, { topic = "owner", token = demoEventToken, origin = "" } = {}) =>
  callRoute(POST, {
    method: "POST",
    params: { topic },
    body,
    headers: { "content-type": type, authorization: `Bearer ${token}`, origin },
  });
const outbox = () => db.sql`select topic, key, value, headers from notification.outbox order by id`;
beforeEach(() => db.sql`truncate notification.outbox, notification.event, notification.notification`);

test("one event, a batch or an original is accepted into the outbox, under its resource's key", async () => {
  expect(await post(event())).toMatchObject({ status: 202, body: { accepted: 1 } });
  expect(await post([event(), event()], many, { topic: "group" })).toMatchObject({
    status: 202,
    body: { accepted: 2 },
  });
  expect(await post(original, "application/json")).toMatchObject({ status: 202, body: { accepted: 1 } });
  const rows = await outbox();
  expect(rows.map(({ topic, key }) => [topic, key])).toEqual([
    ["owner", `graph/${graph}`],
    ["group", `graph/${graph}`],
    ["group", `graph/${graph}`],
    ["owner", `graph/${graph}`],
  ]);
});

test("sent twice it is one, and an original handed over twice is one too", async () => {
  const twice = event();
  await post(twice);
  await post([twice, twice], many);
  await post(original, "application/json");
  // A relay that crashed after handing over hands over again.
  await db.sql`insert into notification.outbox (topic, key, value, headers) select topic, key, value, headers from notification.outbox`;
  const sink = outboxSource({ ...runtime, clusterId: "embedded" }, runtime.config.topics);
  const stop = startRelay(runtime, sink);
  onTestFinished(stop);
  await vi.waitFor(async () => expect(await outbox()).toEqual([]), { timeout: 10_000 });
  expect(await db.sql`select event_id from notification.event`).toHaveLength(2);
  expect(await db.sql`select 1 from notification.notification`).toHaveLength(2);
});

test("what would end as a dead letter is refused with its index and field, and nothing of it is accepted", async () => {
  const far = event({ time: "2999-01-01T00:00:00Z" });
  const answer = await post([event(), far, event({ type: "graph.exploded" })], many);
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toEqual([
    expect.objectContaining({ index: 1, field: "time" }),
    expect.objectContaining({ index: 2, field: "type" }),
  ]);
  expect(await outbox()).toEqual([]);
});

test.each([
  ["not JSON", "{", one, ""],
  ["no array in a batch", event(), many, ""],
  ["too many at once", Array.from({ length: 1001 }, () => ({})), many, ""],
  ["an original as a CloudEvent", original, one, "specversion"],
  [
    "text that cannot be stored",
    event({ data: { resource: { type: "graph", id: 1, name: "\u0000" } } }),
    one,
    "data.resource.name",
  ],
  ["another resource in the subject", event({ subject: "graph/999" }), one, "subject"],
  ["an original without text", { ...original, message: undefined }, "application/json", "message"],
])("%s is 422 and names the field", async (_, body, type, field) => {
  const answer = await post(body, type);
  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].field).toBe(field);
  // The field is said once.
  if (field) expect(answer.body.errors[0].message).not.toContain(field);
  expect(await outbox()).toEqual([]);
});

test("everything that is wrong with an event is named at once", async () => {
  const data = { resource: { type: "graph", id: "one" }, group: { id: -1 } };
  const answer = await post([event(), event({ id: undefined, time: "yesterday", data })], many);
  expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining("1 of 2") } });
  const fields = answer.body.errors.map(({ index, field }: { index: number; field: string }) => `${index} ${field}`);
  expect(fields).toEqual(["1 id", "1 time", "1 data.resource.id", "1 data.group.id"]);
});

test("of a thousand faults the first twenty are named", async () => {
  const tagsAdded = Array.from({ length: 1000 }, () => 5);
  const data = { resource: { type: "graph", id: graph }, changes: { tagsAdded } };
  expect((await post(event({ data }))).body.errors).toHaveLength(20);
});

test("what goes to a group's members and names no group is 422; elsewhere it is welcome", async () => {
  const data = { actor: "bo@example.org", resource: { type: "graph", id: graph } };
  const answer = await post([event(), event({ data })], many, { topic: "group" });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ index: 1, field: "data.group" }] } });
  expect((await post(event({ data }), one, { topic: "watching" })).status).toBe(202);
  const itself = { type: "group.updated", subject: `group/${group}`, data: { resource: { type: "group", id: group } } };
  expect((await post(event(itself), one, { topic: "group" })).status).toBe(202);
});

test("a batch is read as strictly as one event: encoding, nesting and a byte order mark", async () => {
  const broken = Buffer.from(JSON.stringify([event(), event({ id: "\u00ff" })]), "latin1");
  expect(await post(broken, many)).toMatchObject({ status: 422, body: { errors: [{ message: "is not UTF-8" }] } });
  const depth = 20_000;
  const deep = JSON.stringify(event()).replace("{", `{"deep":${"[".repeat(depth)}${"]".repeat(depth)},`);
  const answer = await post(`[${JSON.stringify(event())},${deep}]`, many);
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ index: 1, field: "" }] } });
  expect(await outbox()).toEqual([]);
  expect((await post(`\uFEFF${JSON.stringify([event()])}`, many)).status).toBe(202);
});

test("no token, a wrong one, another topic, another media type and too much each have their status", async () => {
  expect((await post(event(), one, { token: "no" })).status).toBe(401);
  expect((await callRoute(POST, { method: "POST", params: { topic: "owner" }, body: event() })).status).toBe(401);
  expect((await post(event(), one, { topic: "nothing" })).status).toBe(404);
  expect((await post("<xml/>", "text/xml")).status).toBe(415);
  expect((await post(" ".repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
});

test("a token sends its own source and types only, and nobody the workspace's", async () => {
  const { token } = await createEventToken(runtime, { name: "Lab robot", source: "/lab", types: ["graph.updated"] });
  expect((await post(event({ source: "/lab" }), one, { token })).status).toBe(202);
  const foreign = await post([event({ source: "/lab" }), event()], many, { token });
  expect(foreign.status).toBe(403);
  expect(foreign.body.errors).toEqual([expect.objectContaining({ index: 1, field: "source" })]);
  expect((await post(event({ source: "/lab", type: "graph.deleted" }), one, { token })).body.errors[0].field).toBe(
    "type",
  );
  expect((await post(event({ source: "/graphspace/workspace" }))).status).toBe(403);
  expect((await post(original, "application/json", { token })).status).toBe(403);
  expect(await outbox()).toHaveLength(1);
});

test("a producer needs no origin, and a page of another origin with a token is as good as any producer", async () => {
  expect((await post(event(), one, { origin: "https://elsewhere.example" })).status).toBe(202);
});

test("too many requests are told when to come back", async () => {
  const statuses = new Set<number>();
  for (let n = 0; n < 6_100 && !statuses.has(429); n++) statuses.add((await post("", "text/plain")).status);
  expect(statuses).toContain(429);
});
