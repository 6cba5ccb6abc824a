import { beforeAll, expect, test } from "vitest";
import { DELETE as deleteFilter, PUT as putFilter } from "@/app/api/filters/[id]/route";
import { GET as getFilters, POST as postFilter } from "@/app/api/filters/route";
import { GET as getWatch, PUT as putWatch, DELETE as unwatch } from "@/app/api/watches/[type]/[id]/route";
import { GET as getWatches } from "@/app/api/watches/route";
import { defaultPreferences } from "@/server/contract/default-preferences";
import { endLostWatches } from "@/server/preferences/end-lost-watches";
import { callRoute } from "@/server/testing/call-route";
import { addGraph, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { GET, PUT } from "./route";

const { db } = await testDatabase();
const runtime = testRuntime(db);
await addPeople(db, "ana@lab.org", "bo@lab.org");
const open = await addGraph(db, "Open", "bo@lab.org", { isPublic: true });
const secret = await addGraph(db, "Secret", "bo@lab.org");
let ana: string;
let bo: string;
beforeAll(async () => {
  ana = await signInAs(runtime, "ana@lab.org");
  bo = await signInAs(runtime, "bo@lab.org");
});
const graph = (id: number | string) => ({ type: "graph", id: String(id) });
const watch = (cookie: string, id: number | string, level: unknown) =>
  callRoute(putWatch, { method: "PUT", body: { level }, cookie, params: graph(id) });

test("whoever chose nothing has the defaults, and nothing by mail", async () => {
  expect((await callRoute(GET, { cookie: ana })).body).toEqual(defaultPreferences);
  expect(defaultPreferences.email.cadence).toBe("off");
});

test("what was chosen is kept, for this person alone, and only what differs is stored", async () => {
  const wish = structuredClone(defaultPreferences);
  wish.channels.owner.toast = false;
  wish.email = { cadence: "weekly", hour: 7, weekday: 5, timeZone: "Europe/Berlin", quietHours: { from: 22, to: 6 } };
  const answer = await callRoute(PUT, { method: "PUT", body: wish, cookie: ana });
  expect([answer.status, answer.body]).toEqual([200, wish]);
  expect((await callRoute(GET, { cookie: ana })).body).toEqual(wish);
  expect((await callRoute(GET, { cookie: bo })).body).toEqual(defaultPreferences);
  expect(await db.sql`select type, channel, enabled from notification.preference`).toEqual([
    { type: "owner", channel: "toast", enabled: false },
  ]);
});

test("opting in with only new ones remembers where that began", async () => {
  const email = { ...defaultPreferences.email, cadence: "daily", onlyNew: true };
  await callRoute(PUT, { method: "PUT", body: { ...defaultPreferences, email }, cookie: bo });
  const [row] =
    await db.sql`select after_snapshot::text as after from notification.email_schedule where cadence = 'daily'`;
  expect(row?.after).toMatch(/^\d+:\d+:/);
});

test.each([
  [{ email: { ...defaultPreferences.email, timeZone: "Mars/Base" } }, "email.timeZone"],
  [{ email: { ...defaultPreferences.email, hour: 24 } }, "email.hour"],
  [{ channels: { ...defaultPreferences.channels, owner: { inbox: true } } }, "channels.owner.toast"],
])("a wrong wish is refused by its field %#", async (wrong, field) => {
  const answer = await callRoute(PUT, { method: "PUT", body: { ...defaultPreferences, ...wrong }, cookie: ana });
  expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
});

test("a thing is watched, muted and let go", async () => {
  expect((await callRoute(getWatch, { cookie: ana, params: graph(open) })).body).toEqual({
    type: "graph",
    id: String(open),
    level: null,
    watchers: 0,
  });
  expect((await watch(ana, open, "watching")).body).toMatchObject({ level: "watching", watchers: 1 });
  expect((await watch(ana, open, "muted")).body).toMatchObject({ level: "muted", watchers: 0 });
  expect((await callRoute(getWatches, { cookie: ana })).body.watches).toMatchObject([
    { type: "graph", id: String(open), name: "Open", level: "muted" },
  ]);
  expect((await callRoute(getWatches, { cookie: bo })).body.watches).toEqual([]);
  expect((await callRoute(unwatch, { method: "DELETE", cookie: ana, params: graph(open) })).body).toMatchObject({
    level: null,
  });
});

test("what one may not see cannot be watched, and is as little there as what never was", async () => {
  const answers = [
    await watch(ana, secret, "watching"),
    await watch(ana, 999_999, "watching"),
    await watch(ana, "x", "watching"),
  ];
  for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, answers[1]?.body]);
  expect((await callRoute(getWatch, { cookie: ana, params: graph(secret) })).status).toBe(404);
  expect((await watch(ana, open, "loud")).body.errors[0].field).toBe("level");
});

test("losing access ends a watch, and takes it off the list at once", async () => {
  const lent = await addGraph(db, "Lent", "bo@lab.org", { isPublic: true });
  await watch(ana, lent, "watching");
  await watch(bo, lent, "watching");
  await db.sql`update public.graph set is_public = 0 where id = ${lent}`;
  expect((await callRoute(getWatches, { cookie: ana })).body.watches).toEqual([]);
  expect(await endLostWatches(db.sql)).toBe(1);
  expect(await db.sql`select from notification.watch where resource_id = ${lent}`).toHaveLength(1);
});

test("queries have names, one's own alone", async () => {
  const made = await callRoute(postFilter, {
    method: "POST",
    body: { name: "Layouts I watch", query: "resource:layout type:watching" },
    cookie: ana,
  });
  expect(made.status).toBe(201);
  const params = { id: made.body.id };
  const change = { method: "PUT", body: { name: "Layouts", query: "resource:layout" }, params };
  expect((await callRoute(putFilter, { ...change, cookie: bo })).status).toBe(404);
  expect((await callRoute(deleteFilter, { method: "DELETE", cookie: bo, params })).status).toBe(404);
  expect((await callRoute(getFilters, { cookie: bo })).body.filters).toEqual([]);
  expect((await callRoute(putFilter, { ...change, cookie: ana })).body).toMatchObject({
    id: params.id,
    name: "Layouts",
  });
  expect((await callRoute(deleteFilter, { method: "DELETE", cookie: ana, params })).status).toBe(204);
  expect(
    (await callRoute(postFilter, { method: "POST", body: { name: " ", query: "x" }, cookie: ana })).body.errors[0]
      .field,
  ).toBe("name");
});
