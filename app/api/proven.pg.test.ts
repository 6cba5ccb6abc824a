import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { invalid, unavailable } from "@/server/errors";
import { callRoute } from "@/server/testing/call-route";
import { addNotification } from "@/server/testing/notifications";
import { addGraph, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { GET as counts } from "./notifications/counts/route";
import { GET as list } from "./notifications/route";
import { type Call, respond } from "./respond";

const { db } = await testDatabase();
const runtime = testRuntime(db, { HOST_JWT_SECRET: "the host's secret of more than 32 characters" });
let person = 0;
let userId: number;
let email: string;
let cookie: string;
beforeEach(async () => {
  email = `p${++person}@lab.org`;
  [userId] = (await addPeople(db, email)) as [number];
  cookie = await signInAs(runtime, email);
});
afterEach(() => vi.restoreAllMocks());

/** A question that fails, before who asks is proved or after. */
const failing = (failure: Error, { after = false } = {}) => {
  const handle = vi.fn(async ({ proof }: Call<"viewer">) => {
    const [row] = await db.sql<[{ found: string | null }]>`select ${proof.column} as found`;
    if (after) proof.check(row.found);
    throw failure;
  });
  const route = respond({ auth: "viewer", proves: true }, handle);
  return { handle, status: async () => (await callRoute(route, { cookie })).status };
};

/** Says who is thought to ask, and from where: `memory`, with what the database says, or `session`. */
const told = respond({ auth: "viewer", proves: true }, async ({ viewer, proof, search }) => {
  const fromMemory = !proof.holds;
  const [row] = await db.sql<[{ found: string | null }]>`select ${proof.column} as found`;
  if (!search.has("unchecked")) proof.check(row.found);
  return { who: viewer.name, from: fromMemory ? "memory" : "session" };
});
const ask = async (path = "/api") => (await callRoute(told, { cookie, path })).body;

test("who asks again is known from memory, and the answering statement proves it", async () => {
  expect(await ask()).toEqual({ who: `p${person}`, from: "session" });
  expect(await ask()).toEqual({ who: `p${person}`, from: "memory" });
  expect(await ask()).toEqual({ who: `p${person}`, from: "memory" });
});

test("only who may be asked for again is remembered", async () => {
  const other = respond({ auth: "viewer" }, ({ viewer }) => ({ who: viewer.name }));
  expect((await callRoute(other, { cookie })).status).toBe(200);
  expect(await ask()).toMatchObject({ from: "session" });
});

test("an answer that proved nothing is thrown away", async () => {
  await ask();
  expect(await ask("/api?unchecked")).toMatchObject({ from: "session" });
});

test("another name, or another role, is known at once", async () => {
  await ask();
  await db.sql`insert into auth.profile (user_id, display_name) values (${userId}, 'Ana')`;
  expect(await ask()).toEqual({ who: "Ana", from: "session" });
  await db.sql`update auth.profile set display_name = 'Anna' where user_id = ${userId}`;
  expect(await ask()).toEqual({ who: "Anna", from: "session" });
  await db.sql`update public."user" set is_admin = 1 where id = ${userId}`;
  expect(await ask()).toEqual({ who: "Anna", from: "session" });
  expect(await ask()).toEqual({ who: "Anna", from: "memory" });
});

test("a write is never answered from memory: where it comes from is asked first", async () => {
  await ask();
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect((await callRoute(told, { cookie, method: "POST", headers })).status).toBe(403);
});

const ends: Record<string, () => Promise<unknown>> = {
  "a session ended": () => db.sql`delete from auth.session where user_id = ${userId}`,
  "a session of another password": () => db.sql`update auth.session set password_mark = '' where user_id = ${userId}`,
  "a session that was cut short": () => db.sql`update auth.session set expires_at = now() where user_id = ${userId}`,
  "a password that GraphSpace changed": () => db.sql`update public."user" set password = 'new' where id = ${userId}`,
  "an account that is gone": () => db.sql`delete from public."user" where id = ${userId}`,
};
describe.each(Object.entries({ list, counts }))("the %s", (_, route) => {
  const statusOf = async (path: string, headers = {}) => (await callRoute(route, { cookie, path, headers })).status;

  test("takes one trip from the second time on, and so does a refusal", async () => {
    // How far the inbox is behind is asked every two seconds.
    vi.spyOn(Date, "now").mockReturnValue(Date.now());
    await statusOf("/api/notifications");
    const trips = vi.spyOn(db, "within");
    expect(await statusOf("/api/notifications")).toBe(200);
    expect(trips).toHaveBeenCalledTimes(1);
    await ends["a session ended"]?.();
    // What was remembered proves nothing, and the session is looked for; after that it is not remembered.
    for (const expected of [2, 1]) {
      trips.mockClear();
      expect(await statusOf("/api/notifications")).toBe(401);
      expect(trips).toHaveBeenCalledTimes(expected);
    }
  });

  test("is refused once the session has run out by itself", async () => {
    await db.sql`update auth.session set expires_at = now() + interval '3 s' where user_id = ${userId}`;
    for (let n = 0; n < 2; n++) expect(await statusOf("/api/notifications")).toBe(200);
    await db.sql`select pg_sleep_until(expires_at) from auth.session where user_id = ${userId}`;
    expect(await statusOf("/api/notifications")).toBe(401);
  });

  test.each(Object.entries(ends))("is refused at once after %s", async (_, end) => {
    for (let n = 0; n < 2; n++) expect(await statusOf("/api/notifications")).toBe(200);
    await end();
    for (let n = 0; n < 2; n++) expect(await statusOf("/api/notifications")).toBe(401);
  });

  test("says who is not signed in before what is wrong with the question", async () => {
    expect(await statusOf("/api/notifications")).toBe(200);
    const wrong = "/api/notifications?limit=0&filter=nonsense:";
    expect(await statusOf(wrong)).toBe(422);
    await ends["a session ended"]?.();
    expect(await statusOf(wrong)).toBe(401);
  });

  test("is not made good by a remembered cookie where a host's token is wrong", async () => {
    for (let n = 0; n < 2; n++) expect(await statusOf("/api/notifications")).toBe(200);
    expect(await statusOf("/api/notifications", { authorization: "Bearer a.wrong.token" })).toBe(401);
  });
});

test("filters are counted from memory too", async () => {
  const path = "/api/notifications/counts?filter=is:unread&filter=is:saved";
  await callRoute(counts, { cookie, path });
  const trips = vi.spyOn(db, "within");
  expect((await callRoute(counts, { cookie, path })).body.filters).toHaveLength(2);
  expect(trips).toHaveBeenCalledTimes(3);
});

describe("what fails", () => {
  const wrong = invalid({ field: "q", message: "is wrong" });

  test("before who asks is proved is asked again for whom it is", async () => {
    await ask();
    const { handle, status } = failing(wrong);
    expect(await status()).toBe(422);
    expect(handle).toHaveBeenCalledTimes(2);
  });

  test("after it is proved is not asked again", async () => {
    await ask();
    const { handle, status } = failing(wrong, { after: true });
    expect(await status()).toBe(422);
    expect(handle).toHaveBeenCalledTimes(1);
  });

  test("by our own fault is not asked again: a slow database would have it twice", async () => {
    await ask();
    const { handle, status } = failing(unavailable("The database did not answer in time."));
    expect(await status()).toBe(503);
    expect(handle).toHaveBeenCalledTimes(1);
  });

  test.each([wrong, unavailable("Later."), new Error("defect")])(
    "is not told to an ended session: %s",
    async (failure) => {
      await ask();
      await ends["a session ended"]?.();
      const { handle, status } = failing(failure);
      expect(await status()).toBe(401);
      expect(handle).toHaveBeenCalledTimes(1);
    },
  );
});

test.each(["", "?query=verb:updated"])("an ended session hides nothing of its person's: %s", async (path) => {
  const owner = `owner${person}@lab.org`;
  await addPeople(db, owner);
  const graph = await addGraph(db, "Kept from them", owner);
  const to = { [userId]: ["watching" as const] };
  await addNotification(db, { resource: { type: "graph", id: graph, name: "Kept from them" }, to });
  const hidden = () =>
    db.sql`select from notification.notification where user_id = ${userId} and hidden_at is not null`;
  await ask();
  await ends["a session ended"]?.();
  expect((await callRoute(list, { cookie, path: `/api/notifications${path}` })).status).toBe(401);
  expect(await hidden()).toHaveLength(0);
  cookie = await signInAs(runtime, email);
  expect((await callRoute(list, { cookie, path: `/api/notifications${path}` })).body.notifications).toEqual([]);
  expect(await hidden()).toHaveLength(1);
});

test("a session in use is still read ten minutes after its use was written down, and then lives on", async () => {
  await db.sql`update auth.session set last_used_at = now() - interval '9 minutes' where user_id = ${userId}`;
  await ask();
  expect(await ask()).toMatchObject({ from: "memory" });
  const usedAt = async () =>
    (await db.sql`select last_used_at from auth.session where user_id = ${userId}`)[0]?.last_used_at;
  const before = await usedAt();
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 2 * 60_000);
  expect(await ask()).toMatchObject({ from: "session" });
  expect((await usedAt()).getTime()).toBeGreaterThan(before.getTime());
});
