import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { callRoute } from "@/server/testing/call-route";
import { addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { type Auth, respond } from "./respond";

const { db } = await testDatabase();
const runtime = testRuntime(db);
let cookie: string;
beforeAll(async () => {
  await addPeople(db, "ana@example.org");
  cookie = await signInAs(runtime, "ana@example.org");
});

const writer = (auth: Auth = "viewer") =>
  respond({ auth, maxBytes: 100 }, async ({ viewer, body }) => ({
    by: viewer?.email ?? null,
    ...(await body(z.strictObject({ n: z.number() }))),
  }));
const write = { method: "POST", body: { n: 1 } };

test("a signed-in write from our own page is done, and nothing caches the answer", async () => {
  const answer = await callRoute(writer(), { ...write, cookie });
  expect(answer).toMatchObject({ status: 200, body: { by: "ana@example.org", n: 1 } });
  expect(answer.headers.get("cache-control")).toBe("no-store");
});

test("a write with a cookie from another site is refused, however near its name", async () => {
  for (const origin of [
    "https://evil.example",
    "http://localhost:3000.evil.example",
    "http://localhost:3001",
    "null",
  ]) {
    const answer = await callRoute(writer(), { ...write, cookie, headers: { origin, "sec-fetch-site": "cross-site" } });
    expect([origin, answer.status]).toEqual([origin, 403]);
    expect((await callRoute(writer(), { ...write, cookie, headers: { origin } })).status).toBe(403);
  }
  const noOrigin = { origin: "", "sec-fetch-site": "cross-site" };
  expect((await callRoute(writer(), { ...write, cookie, headers: noOrigin })).status).toBe(403);
});

test("a browser that says same-origin is believed, under whatever name it knows this site", async () => {
  const headers = { origin: "http://graphspace.lan:3000", "sec-fetch-site": "same-origin" };
  expect((await callRoute(writer(), { ...write, cookie, headers })).status).toBe(200);
});

test("a write without a cookie needs no origin: producers and mail programs send none", async () => {
  const handler = writer("anyone");
  expect((await callRoute(handler, { ...write, headers: { origin: "" } })).status).toBe(200);
  expect((await callRoute(handler, { ...write, headers: { origin: "https://mail.example" } })).status).toBe(200);
});

test("rights that the database user does not have are said, not a defect", async () => {
  const denied = respond({ auth: "viewer" }, async () => {
    await db.transaction(async (sql) => {
      await sql`create role only_reads`;
      await sql`set local role only_reads`;
      await sql`select from public.graph`;
    });
    return {};
  });
  const answer = await callRoute(denied, { cookie });
  expect([answer.status, answer.body.detail]).toEqual([403, expect.stringContaining("only read")]);
});

test("nobody is asked to sign in, and an administrator's route does not exist for others", async () => {
  expect((await callRoute(writer(), write)).status).toBe(401);
  expect((await callRoute(writer("admin"), write)).status).toBe(404);
  expect((await callRoute(writer("admin"), { ...write, cookie })).status).toBe(404);
});

test("a body that is not JSON, too large, or wrong is refused in problem details that name the field", async () => {
  const post = (body: unknown, headers = {}) => callRoute(writer(), { method: "POST", cookie, body, headers });
  expect((await post({ n: 1 }, { "content-type": "text/plain" })).status).toBe(415);
  expect((await post("{")).status).toBe(400);
  expect((await post({ n: 1, padding: "x".repeat(100) })).status).toBe(413);
  const wrong = await post({ n: "one" });
  expect(wrong.status).toBe(422);
  expect(wrong.headers.get("content-type")).toBe("application/problem+json");
  expect(wrong.body).toMatchObject({ type: "about:blank", status: 422, errors: [{ field: "n" }] });
});

test("a body that lies about its length is cut off at the limit", async () => {
  const chunks = new ReadableStream({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("x".repeat(60))),
  });
  const headers = { cookie, origin: "http://localhost:3000", "content-type": "application/json" };
  const init = { method: "POST", headers, body: chunks, duplex: "half" } as RequestInit;
  const response = await writer()(new Request("http://localhost:3000/api", init));
  expect(response.status).toBe(413);
});

test("an unexpected error says nothing of itself", async () => {
  const handler = respond({ auth: "anyone" }, () => {
    throw new Error("password=hunter2");
  });
  const answer = await callRoute(handler);
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain("hunter2");
});

test("text that PostgreSQL cannot store is the caller's error, not ours", async () => {
  const handler = respond({ auth: "anyone" }, async ({ search }) => db.sql`select ${search.get("q")}::text as q`);
  expect((await callRoute(handler, { path: "/api?q=%00" })).status).toBe(400);
  const direct = respond({ auth: "anyone" }, async () => db.sql`select ${"\0"}::text as q`);
  expect((await callRoute(direct)).status).toBe(422);
});

test("writes of one person are limited, with the time to come back", async () => {
  const answers = await Promise.all(Array.from({ length: 620 }, () => callRoute(writer(), { ...write, cookie })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
});
