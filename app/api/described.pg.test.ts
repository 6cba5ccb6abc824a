import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import * as unsubscribe from "@/app/unsubscribe/[token]/route";
import { exampleEvent, exampleOriginal } from "@/server/api-description/examples";
import { methods } from "@/server/api-description/operation";
import { operations } from "@/server/api-description/operations";
import { problem } from "@/server/contract/problem";
import { unsubscribeToken } from "@/server/digest/unsubscribe";
import { demoEventToken } from "@/server/identity/event-token";
import { callRoute, type RouteCall } from "@/server/testing/call-route";
import { doorOf, undescribed } from "@/server/testing/described";
import { deliver, messageOn } from "@/server/testing/messages";
import { addGraph, addGroup, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { startWeb } from "@/server/web/start-web";

// What each role is answered at every door is held against the document in matrix.pg.test; here is what that leaves.

const { db } = await testDatabase();
const runtime = testRuntime(db);

type Handler = Parameters<typeof callRoute>[0];
const handlers = new Map<string, Handler>();
for (const file of readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })) {
  const route = path.dirname(file);
  if (path.basename(file) !== "route.ts" || route.startsWith("v1") || route === "[[...path]]") continue;
  const module = (await import(path.join(import.meta.dirname, file))) as Record<string, Handler>;
  for (const method of methods) if (module[method]) handlers.set(`${method} ${route}`, module[method]);
}
handlers.set("GET /unsubscribe/[token]", unsubscribe.GET);
handlers.set("POST /unsubscribe/[token]", unsubscribe.POST);

const answered = async (door: string, call: RouteCall, status: number) => {
  const answer = await callRoute(handlers.get(door) as Handler, { method: door.split(" ")[0] as string, ...call });
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(undescribed(door, answer)).toBeNull();
  return answer;
};

test("every route outside /api/v1 is described, and nothing else but the probes", () => {
  const probes = ["GET /healthz", "GET /readyz", "GET /metrics"];
  expect(Object.keys(operations).sort()).toEqual([...[...handlers.keys()].map(doorOf), ...probes].sort());
});

test("a full inbox is answered as described", async () => {
  await addPeople(db, "ana@example.org", "bo@example.org");
  const group = await addGroup(db, "Wnt Lab", "bo@example.org", "ana@example.org");
  const graph = await addGraph(db, "Wnt core", "bo@example.org", { groups: [group] });
  const { data } = exampleEvent;
  const resource = { ...data.resource, id: graph };
  const event = { ...exampleEvent, subject: `graph/${graph}`, data: { ...data, resource, group: { id: group } } };
  const original = { ...exampleOriginal, resource_id: graph, group_id: group };
  await deliver(db, [messageOn("group", event), messageOn("group", original)]);
  const cookie = await signInAs(runtime, "ana@example.org");

  const list = await answered("GET notifications", { cookie, path: "/api/notifications?query=is:unread" }, 200);
  expect(list.body.notifications).toHaveLength(2);
  const params = { id: list.body.notifications[0].id };
  await answered("GET notifications/[id]", { cookie, params }, 200);
  await answered("GET notifications/[id]/why", { cookie, params }, 200);
  await answered("GET notifications/counts", { cookie, path: "/api/notifications/counts?filter=is:read" }, 200);
  const snoozedUntil = "2031-01-01T00:00:00Z";
  await answered("PATCH notifications/[id]", { cookie, params, body: { snoozedUntil } }, 200);
  const { snapshot } = list.body;
  const done = await answered(
    "POST notifications/bulk",
    { cookie, body: { action: "read", query: "", snapshot } },
    200,
  );
  await answered("POST notifications/undo", { cookie, body: { undoToken: done.body.undoToken } }, 200);
  await answered(
    "PUT watches/[type]/[id]",
    { cookie, params: { type: "graph", id: `${graph}` }, body: { level: "muted" } },
    200,
  );
  await answered("GET watches", { cookie }, 200);
  await answered("GET settings/export", { cookie }, 200);
});

test("signing up and in, and what is refused, are answered as described", async () => {
  const account = { email: "cy@example.org", password: "a good long password" };
  await answered("POST auth/sign-up", { body: account }, 201);
  await answered("POST auth/sign-up", { body: account }, 409);
  await answered("POST auth/sign-in", { body: account }, 200);
  await answered("POST auth/sign-in", { body: "{" }, 400);
  await answered("POST auth/sign-in", { body: account, headers: { "content-type": "text/plain" } }, 415);
  await answered("POST auth/sign-in", { body: "x".repeat(20_000) }, 413);
  const cookie = await signInAs(runtime, "cy@example.org");
  await answered("GET notifications", { cookie, path: "/api/notifications?colour=red" }, 422);
  await answered("GET schemas/[name]", { params: { name: "other.json" } }, 404);
  await answered("GET schemas/[name]", { params: { name: "original.json" } }, 200);
});

test("the link of a mail is answered as described, whole or not", async () => {
  const [mail] = await db.sql<[{ id: string }]>`
    insert into notification.digest (user_id, address, message_id) values (0, 'gone@example.org', '<1@example.org>')
    returning id`;
  const params = { token: unsubscribeToken(runtime.secret, mail.id) };
  await answered("GET /unsubscribe/[token]", { params }, 200);
  await answered("POST /unsubscribe/[token]", { params, headers: { origin: "" } }, 200);
  const forgotten = { token: unsubscribeToken(runtime.secret, "00000000-0000-4000-8000-000000000000") };
  await answered("POST /unsubscribe/[token]", { params: forgotten, headers: { origin: "" } }, 404);
  await answered("GET /unsubscribe/[token]", { params: { token: "half" } }, 404);
});

test("the probes are answered as described, ready or not", async () => {
  const probedRuntime = testRuntime(db, { ROLES: "ingest" });
  const { server, stop } = await startWeb(probedRuntime, { dev: false, doors: Object.keys(operations) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const probed = async (door: string, status: number, headers = {}) => {
    const [method = "", at] = door.split(" ");
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${at}`, { method, headers });
    const text = await answer.text();
    const body = answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
    expect(answer.status, text).toBe(status);
    expect(undescribed(door, { status, headers: answer.headers, body })).toBeNull();
    return answer;
  };
  await probed("GET /healthz", 200);
  await probed("GET /readyz", 200);
  probedRuntime.readiness.add("database", () => "is away");
  await probed("GET /readyz", 503);
  await probed("GET /metrics", 200);
  await probed("GET /metrics", 404, { "X-Forwarded-For": "192.0.2.1" });
  const refused = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`, { method: "PUT" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  expect(problem.parse(await refused.json()).detail).toMatch(/answers GET/);
});

test("producers are answered as described", async () => {
  const send = (
    body: unknown,
    type: string,
    status: number,
    topic = "group",
    authorization = `Bearer ${demoEventToken}`,
  ) =>
    answered(
      "POST events/[topic]",
      { params: { topic }, body, headers: { "content-type": type, authorization } },
      status,
    );
  const one = "application/cloudevents+json";
  const ours = { ...exampleEvent, source: "/graphspace" };
  await send(ours, one, 202);
  await send([ours], "application/cloudevents-batch+json", 202);
  await send(exampleOriginal, "application/json", 202);
  await send({ ...ours, type: "graph.exploded" }, one, 422);
  await send({ ...ours, source: "/graphspace/workspace" }, one, 403);
  await send(ours, one, 404, "other");
  await send(ours, one, 401, "group", "Bearer wrong");
  await send(ours, "text/plain", 415);
});
