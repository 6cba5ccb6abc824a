import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteRequest } from "../client-address";
import { directRoutes } from "../direct-routes";
import { addPeople } from "../testing/people";
import { signInAs } from "../testing/sign-in-as";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { answerDirectly } from "./answer-directly";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const server = createServer(async (request, response) => {
  noteRequest(request);
  if (!(await answerDirectly(directRoutes, request, response))) response.writeHead(418).end();
});
let base: string;
let cookie: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await addPeople(db, "ana@lab.org");
  cookie = await signInAs(runtime, "ana@lab.org");
});
afterAll(() => server.close());

test("the busiest reads are answered by their route handlers, headers and all", async () => {
  const answer = await fetch(`${base}/api/notifications?query=is:unread`, { headers: { cookie } });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toMatchObject({ notifications: [], counts: { unread: 0 } });
});

test("who is not signed in, and what is wrong, is told as by any route", async () => {
  expect((await fetch(`${base}/api/notifications/counts`)).status).toBe(401);
  const wrong = await fetch(`${base}/api/notifications?limit=0`, { headers: { cookie } });
  expect([wrong.status, wrong.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
});

test("everything else is left to Next", async () => {
  const others = [
    ["POST", "/api/notifications"],
    ["GET", "/api/notifications/1"],
    ["GET", "/constructor"],
    ["GET", "/"],
  ];
  for (const [method, path] of others)
    expect((await fetch(base + path, { method: method as string })).status).toBe(418);
});
