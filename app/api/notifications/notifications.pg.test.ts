import { beforeAll, expect, test } from "vitest";
import { notificationPage } from "@/server/contract/api";
import { counts, notification } from "@/server/contract/notification";
import { why, whyNot } from "@/server/contract/why";
import { callRoute } from "@/server/testing/call-route";
import { addNotification } from "@/server/testing/notifications";
import { addGraph, addGroup, addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { GET as getOne, PATCH as patch } from "./[id]/route";
import { GET as getWhy } from "./[id]/why/route";
import { POST as bulk } from "./bulk/route";
import { GET as getCounts } from "./counts/route";
import { GET as list } from "./route";
import { POST as seen } from "./seen/route";
import { POST as undo } from "./undo/route";
import { GET as getWhyNot } from "./why-not/route";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const [ana, bo] = (await addPeople(db, "ana@lab.org", "bo@lab.org")) as [number, number];
const wntLab = await addGroup(db, "Wnt Lab", "bo@lab.org", "ana@lab.org");
const graph = await addGraph(db, "Wnt core", "bo@lab.org", { groups: [wntLab] });
await db.sql`insert into notification.watch (user_id, resource_type, resource_id, level) values (${ana}, 'graph', ${graph}, 'watching')`;
const group = { id: wntLab, name: "Wnt Lab" };
const resource = { type: "graph", id: graph, name: "Wnt core" } as const;
const hers = await addNotification(db, { verb: "graph.shared", resource, group, to: { [ana]: ["group", "watching"] } });
const his = await addNotification(db, { resource, to: { [bo]: ["owner"] } });
let cookie: string;
beforeAll(async () => {
  cookie = await signInAs(runtime, "ana@lab.org");
});
const get = (handler: typeof list, path: string, params = {}) => callRoute(handler, { path, cookie, params });
const send = (handler: typeof list, method: string, body: unknown, params = {}) =>
  callRoute(handler, { method, body, cookie, params });

test("the list and each notification have the shape that is promised", async () => {
  const page = await get(list, "/api/notifications?query=is:unread");
  expect(page.status).toBe(200);
  expect(notificationPage.parse(page.body).notifications.map((each) => each.id)).toEqual([hers]);
  const one = await get(getOne, `/api/notifications/${hers}`, { id: hers });
  expect(notification.parse(one.body)).toEqual(notificationPage.parse(page.body).notifications[0]);
});

test("counts, and how many match each saved query", async () => {
  const answer = await get(getCounts, "/api/notifications/counts?filter=is:unread&filter=from:me");
  expect(counts.parse(answer.body)).toMatchObject({ unread: 1, groups: { [wntLab]: 1 } });
  expect(answer.body.filters).toEqual([
    { filter: "is:unread", count: 1 },
    { filter: "from:me", count: 0 },
  ]);
});

test("of several filters, those that cannot be read are named", async () => {
  const answer = await get(getCounts, "/api/notifications/counts?filter=is:unread&filter=bad:x&filter=on:never");
  expect(answer.body).toMatchObject({
    status: 422,
    errors: [
      { field: "filter", index: 1, message: expect.stringMatching(/^“bad:x” at 1: There is no filter “bad:”/) },
      { field: "filter", index: 2, message: expect.stringMatching(/^“on:never” at 1: on:never is not a time/) },
    ],
  });
});

test("a parameter without a value is as good as none", async () => {
  const empty = "query=&state=&type=&resource=&verb=&group=&actor=&q=&since=&until=&timeZone=&cursor=&limit=";
  const [all, same] = [await get(list, "/api/notifications"), await get(list, `/api/notifications?${empty}`)];
  expect(same.status).toBe(200);
  expect(same.body.notifications).toEqual(all.body.notifications);
});

test.each([
  ["state=new", "state"],
  ["limit=0", "limit"],
  ["limit=x", "limit"],
  ["cursor=x", "cursor"],
  ["colour=red", "colour"],
  ["timeZone=Mars", "timeZone"],
  ["query=foo:bar", "query"],
])("%s is a problem that names the field", async (search, field) => {
  const answer = await get(list, `/api/notifications?${search}`);
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ status: 422, errors: [{ field }] });
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("another person's notification is not found, by any way", async () => {
  const params = { id: his };
  const answers = [
    await get(getOne, `/api/notifications/${his}`, params),
    await get(getWhy, `/api/notifications/${his}/why`, params),
    await send(patch, "PATCH", { read: true }, params),
  ];
  const never = await send(patch, "PATCH", { read: true }, { id: "424242" });
  for (const answer of answers) expect([answer.status, answer.body]).toEqual([404, never.body]);
  expect((await send(bulk, "POST", { action: "read", ids: [his] })).body).toMatchObject({ affected: 0 });
  expect(await db.sql`select from notification.notification where user_id = ${bo} and revision > 1`).toHaveLength(0);
});

test("why: the rule and the watch or membership behind each reason, and where it came from", async () => {
  const answer = await get(getWhy, `/api/notifications/${hers}/why`, { id: hers });
  expect(why.parse(answer.body)).toMatchObject({
    reasons: [
      {
        type: "group",
        text: "you are in Wnt Lab",
        evidence: { kind: "membership", id: String(wntLab), name: "Wnt Lab" },
      },
      { type: "watching", text: "you watch this graph", evidence: { kind: "watch", type: "graph", id: String(graph) } },
    ],
    origins: [{ topic: "group", partition: 0, offset: "17" }],
    times: { read: null, emailed: null, stored: expect.any(String) },
  });
});

test("why not: for what one can see, each event with the reason", async () => {
  const answer = await get(getWhyNot, `/api/notifications/why-not?resource=graph/${graph}`);
  expect(whyNot.parse(answer.body).events).toMatchObject([
    { id: his, told: false },
    { id: hers, told: true, text: "It is in your inbox." },
  ]);
  const secret = await addGraph(db, "Secret", "bo@lab.org");
  for (const what of [`graph/${secret}`, "graph/999999", "graph/x", "node/1", ""])
    expect((await get(getWhyNot, `/api/notifications/why-not?resource=${what}`)).status).toBe(404);
});

test("mark, mark all that the list saw, undo, seen", async () => {
  const page = (await get(list, "/api/notifications")).body;
  const all = await send(bulk, "POST", { action: "read", query: "is:unread", snapshot: page.snapshot });
  expect(all.body).toMatchObject({ affected: 1, counts: { unread: 0 }, undoToken: expect.any(String) });
  const undone = await send(undo, "POST", { undoToken: all.body.undoToken });
  expect(undone.body).toMatchObject({ affected: 1, counts: { unread: 1 } });
  expect((await send(seen, "POST", { snapshot: page.snapshot })).status).toBe(200);
  const one = await send(patch, "PATCH", { read: true }, { id: hers });
  expect(notification.parse(one.body)).toMatchObject({ id: hers, read: true });
});

test.each([
  [bulk, { action: "read" }, "ids"],
  [bulk, { action: "read", query: "" }, "snapshot"],
  [bulk, { action: "snooze", ids: ["1"] }, "snoozedUntil"],
  [bulk, { action: "read", ids: ["one"] }, "ids.0"],
  [seen, { snapshot: "x" }, "snapshot"],
  [undo, { undoToken: "x" }, "undoToken"],
])("a wrong body is a problem that names the field %#", async (handler, body, field) => {
  const answer = await send(handler, "POST", body);
  expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
});

test("nobody is asked to sign in", async () => {
  for (const handler of [list, getCounts, getOne, getWhy, getWhyNot])
    expect((await callRoute(handler, { params: { id: hers } })).status).toBe(401);
  for (const handler of [bulk, undo, seen])
    expect((await callRoute(handler, { method: "POST", body: {} })).status).toBe(401);
});
