import { describe, expect, test } from "vitest";
import { addNotification } from "../testing/notifications";
import { addGraph, addGroup, addLayout, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { countMatching, countNotifications } from "./count-notifications";
import { listNotifications } from "./list-notifications";
import { loadNotifications } from "./load-notifications";
import { readFilter, readParameters } from "./read-filter";

const { db } = await testDatabase();
const [ana, bo, eve] = (await addPeople(db, "ana@lab.org", "bo@lab.org", "eve@lab.org")) as [number, number, number];
await db.sql`insert into auth.profile (user_id, display_name) values (${bo}, 'Bo Lindqvist')`;
const wntLab = await addGroup(db, "Wnt Lab", "ana@lab.org", "bo@lab.org");
const yeast = await addGroup(db, "Yeast Atlas", "ana@lab.org");
const graph = await addGraph(db, "Wnt / β-catenin core", "ana@lab.org", { groups: [wntLab] });
const open = await addGraph(db, "Open", "eve@lab.org", { isPublic: true });
const layout = await addLayout(db, "Compartment view", "ana@lab.org", graph, true);
const wnt = { id: wntLab, name: "Wnt Lab" };

const ids = {
  changed: await addNotification(db, {
    resource: { type: "graph", id: graph, name: "Wnt / β-catenin core" },
    to: { [ana]: ["owner", "watching"] },
    ingestedAt: "2026-11-01T10:00:00Z",
  }),
  shared: await addNotification(db, {
    verb: "graph.shared",
    resource: { type: "graph", id: open, name: "TGF-β1 targets" },
    group: wnt,
    to: { [ana]: ["group"] },
    ingestedAt: "2026-11-02T10:00:00Z",
  }),
  layout: await addNotification(db, {
    verb: "layout.created",
    resource: { type: "layout", id: layout, name: "Compartment view" },
    to: { [ana]: ["watching"] },
    ingestedAt: "2026-11-03T10:00:00Z",
  }),
  joined: await addNotification(db, {
    verb: "group.member_joined",
    actor: "eve@lab.org",
    affected: "eve@lab.org",
    resource: { type: "group", id: yeast, name: "Yeast Atlas" },
    to: { [ana]: ["group"] },
    ingestedAt: "2026-11-04T10:00:00Z",
  }),
  own: await addNotification(db, {
    verb: "graph.created",
    actor: "ana@lab.org",
    resource: { type: "graph", id: graph, name: "Wnt / β-catenin core" },
    to: { [ana]: ["owner"] },
    ingestedAt: "2026-11-05T10:00:00Z",
  }),
  robot: await addNotification(db, {
    actor: null,
    resource: { type: "graph", id: open, name: "Open" },
    message: "The café was rebuilt.",
    to: { [ana]: ["watching"] },
    ingestedAt: "2026-11-06T10:00:00Z",
  }),
};
const state = async (id: string, set: string) =>
  db.sql.unsafe(`update notification.notification set ${set} where event_id = ${id}`);
const saved = await addNotification(db, { resource: { type: "graph", id: open }, to: { [ana]: ["watching"] } });
const archived = await addNotification(db, { resource: { type: "graph", id: open }, to: { [ana]: ["watching"] } });
const snoozed = await addNotification(db, { resource: { type: "graph", id: open }, to: { [ana]: ["watching"] } });
await addNotification(db, { resource: { type: "graph", id: open }, to: { [bo]: ["watching"] } });
await state(ids.own, "read_at = now()");
await state(saved, "saved_at = now(), archived_at = now(), read_at = now()");
await state(archived, "archived_at = now()");
await state(snoozed, "snoozed_until = now() + interval '1 day'");

const names = (found: { id: string }[]) => {
  const all: Record<string, string> = { ...ids, saved, archived, snoozed };
  return found.map(({ id }) => Object.keys(all).find((name) => all[name] === id) ?? id);
};
const find = async (query: string) =>
  names((await listNotifications(db, ana, { filter: readFilter(query) })).notifications);

describe("what a query finds", () => {
  test.each([
    ["", ["robot", "own", "joined", "layout", "shared", "changed"]],
    ["is:unread", ["robot", "joined", "layout", "shared", "changed"]],
    ["is:read", ["own"]],
    ["-is:read", ["robot", "joined", "layout", "shared", "changed"]],
    ["is:saved", ["saved"]],
    ["is:archived", ["archived", "saved"]],
    ["is:archived -is:saved", ["archived"]],
    ["is:snoozed", ["snoozed"]],
    ["is:all is:read", ["saved", "own"]],
    ["type:owner", ["own", "changed"]],
    ["type:owner type:group", ["own", "joined", "shared", "changed"]],
    ["-type:watching", ["own", "joined", "shared"]],
    ["verb:shared", ["shared"]],
    ["-verb:updated -verb:graph.created", ["joined", "layout", "shared"]],
    ["resource:layout", ["layout"]],
    ["-resource:graph", ["joined", "layout"]],
    ["graph:GRAPH", ["own", "changed"]],
    ["-graph:GRAPH resource:graph", ["robot", "shared"]],
    ["from:eve@lab.org", ["joined"]],
    ['from:"bo lindqvist"', ["layout", "shared", "changed"]],
    ["from:me", ["own"]],
    ["-from:bo@lab.org", ["robot", "own", "joined"]],
    ["from:bo@lab_org", []],
    ['in:"wnt lab"', ["shared"]],
    ["in:YEAST", ["joined"]],
    ["in:YEAST in:WNT", ["joined", "shared"]],
    ["-in:WNT", ["robot", "own", "joined", "layout", "changed"]],
    ["since:2026-11-05", ["robot", "own"]],
    ["until:2026-11-02", ["shared", "changed"]],
    ["on:2026-11-03..2026-11-04", ["joined", "layout"]],
    ["beta catenin", ["own", "changed"]],
    ["tgf-b", ["shared"]],
    ["cafe", ["robot"]],
    ['"catenin core" is:unread', ["changed"]],
    ["-catenin -tgf", ["robot", "joined", "layout"]],
    ["nothing", []],
  ])("%s", async (query, expected) => {
    const text = query
      .replace("GRAPH", String(graph))
      .replace("YEAST", String(yeast))
      .replaceAll("WNT", String(wntLab));
    expect(await find(text)).toEqual(expected);
    expect(await countMatching(db, ana, readFilter(text))).toBe(expected.length);
  });
});

describe("each filter is a parameter of its own", () => {
  test.each([
    ["state=read", ["own"]],
    ["type=owner&type=group", ["own", "joined", "shared", "changed"]],
    ["type=-watching", ["own", "joined", "shared"]],
    ["verb=shared", ["shared"]],
    ["resource=layout", ["layout"]],
    ["resource=graph/GRAPH", ["own", "changed"]],
    ["group=Wnt+Lab", ["shared"]],
    ["actor=eve@lab.org", ["joined"]],
    ["since=2026-11-05", ["robot", "own"]],
    ["until=2026-11-02T12:00:00Z", ["shared", "changed"]],
    ["q=beta+cat", ["own", "changed"]],
    ["q=wnt:beta", ["own", "changed"]],
    ["query=is:unread&type=owner", ["changed"]],
  ])("%s", async (search, expected) => {
    const filter = readParameters(new URLSearchParams(search.replace("GRAPH", String(graph))));
    const { notifications } = await listNotifications(db, ana, { filter });
    expect(names(notifications)).toEqual(expected);
  });
  test.each([
    ["state=new", "state"],
    ["type=mine", "type"],
    ["since=soon", "since"],
    ["q=!!", "q"],
    ["query=is:new", "query"],
    ["query=foo:bar", "query"],
    ["resource=graph/0", "resource"],
  ])("%s is refused by the parameter's name", (search, field) => {
    expect(() => readParameters(new URLSearchParams(search))).toThrow(
      expect.objectContaining({ status: 422, fields: [expect.objectContaining({ field })] }),
    );
  });
});

test("a notification has the shape of the product", async () => {
  const { notifications } = await listNotifications(db, ana, { filter: readFilter("verb:shared") });
  expect(notifications[0]).toMatchObject({
    id: ids.shared,
    types: ["group"],
    verb: "graph.shared",
    actor: { email: "bo@lab.org", name: "Bo Lindqvist" },
    message: "Bo Lindqvist shared TGF-β1 targets with Wnt Lab",
    resource: { type: "graph", id: String(open), name: "TGF-β1 targets", url: `/graphs/${open}`, state: "here" },
    group: { id: String(wntLab), name: "Wnt Lab" },
    changes: null,
    reasons: [{ type: "group", text: "you are in Wnt Lab" }],
    arrivedAt: "2026-11-02T10:00:00.000Z",
    read: false,
    archived: false,
    saved: false,
    snoozedUntil: null,
    wokenAt: null,
    revision: 1,
  });
});

test("counts are the person's own, per view and group", async () => {
  expect(await countNotifications(db, ana)).toEqual({
    unread: 5,
    inbox: 6,
    saved: 1,
    snoozed: 1,
    archived: 2,
    groups: { [wntLab]: 1, [yeast]: 1 },
  });
  expect((await listNotifications(db, ana)).counts.unread).toBe(5);
});

test("nobody sees another person's", async () => {
  const { notifications } = await listNotifications(db, bo, { filter: readFilter("is:all") });
  expect(notifications).toHaveLength(1);
  expect(await listNotifications(db, eve, { filter: readFilter("is:all") })).toMatchObject({
    notifications: [],
    nextCursor: null,
  });
});

test("access that was lost hides the row, title and all, before anything is counted", async () => {
  const secret = await addGraph(db, "Secret", "ana@lab.org");
  const mine = await addNotification(db, {
    resource: { type: "graph", id: secret, name: "Secret" },
    to: { [eve]: ["watching"] },
  });
  const shown = await addNotification(db, { resource: { type: "graph", id: open }, to: { [eve]: ["watching"] } });
  const page = await listNotifications(db, eve, { limit: 1 });
  expect(page.notifications.map((each) => each.id)).toEqual([shown]);
  const rest = await listNotifications(db, eve);
  expect([rest.notifications.length, rest.counts.unread]).toEqual([1, 1]);
  const [row] =
    await db.sql`select hidden_at, revision from notification.notification where event_id = ${mine} and user_id = ${eve}`;
  expect(row).toMatchObject({ hidden_at: expect.any(Date), revision: 2 });
});

test("a thing that is gone stays, and says so", async () => {
  const gone = await addNotification(db, {
    verb: "graph.deleted",
    resource: { type: "graph", id: 999_999, name: "Old" },
    to: { [bo]: ["group"] },
  });
  const { notifications } = await listNotifications(db, bo);
  expect(notifications[0]).toMatchObject({ id: gone, resource: { name: "Old", state: "gone" } });
});

test("who only watches a thing learns of no group that they are not in; its members, and those told for it, do", async () => {
  const [wim, wes] = (await addPeople(db, "wim@lab.org", "wes@lab.org")) as [number, number];
  const secret = { id: await addGroup(db, "Takeover", "ana@lab.org", "wes@lab.org"), name: "Takeover" };
  const graph = { type: "graph", id: open, name: "Open" } as const;
  const to = { [wim]: ["watching"], [wes]: ["watching"], [eve]: ["owner"] } as const;
  const id = await addNotification(db, { verb: "graph.shared", resource: graph, group: secret, to: to as never });
  const listed = async (userId: number) => (await listNotifications(db, userId)).notifications[0];
  const pushed = async (userId: number) =>
    (await loadNotifications(db.sql, [{ userId, eventId: id }])).get(userId)?.[0];
  for (const read of [listed, pushed]) {
    expect(JSON.stringify(await read(wim))).not.toContain("Takeover");
    expect(await read(wim)).toMatchObject({ id, message: "Bo Lindqvist shared Open", group: null });
    for (const userId of [wes, eve]) expect(await read(userId)).toMatchObject({ id, group: { name: "Takeover" } });
  }
  await db.sql`delete from public.group_to_user where user_id = ${wes} and group_id = ${secret.id}`;
  for (const read of [listed, pushed]) expect(await read(wes)).toMatchObject({ id, group: null });
});

test("pages are complete and without repetition while others arrive", async () => {
  const [paula] = (await addPeople(db, "paula@lab.org")) as [number];
  const there: string[] = [];
  for (let index = 0; index < 30; index++)
    there.push(await addNotification(db, { resource: { type: "graph", id: open }, to: { [paula]: ["watching"] } }));
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listNotifications>> = await listNotifications(db, paula, {
      cursor,
      limit: 7,
    });
    seen.push(...page.notifications.map((each) => each.id));
    cursor = page.nextCursor;
    await addNotification(db, { resource: { type: "graph", id: open }, to: { [paula]: ["watching"] } });
  } while (cursor);
  expect(seen).toEqual([...there].reverse());
});

test.each(["x", "-1", "9223372036854775808", "1e3"])("the cursor %s is refused by name", async (cursor) => {
  await expect(listNotifications(db, ana, { cursor })).rejects.toMatchObject({
    status: 422,
    fields: [{ field: "cursor" }],
  });
});

test("a rare word is found however far down a large inbox it lies", async () => {
  const [rita] = (await addPeople(db, "rita@lab.org")) as [number];
  const rare = await addNotification(db, {
    resource: { type: "graph", id: open, name: "Axolotl atlas" },
    to: { [rita]: ["watching"] },
  });
  await db.sql`
    with e as (
      insert into notification.event (source, event_id, verb, resource_type, resource_id, resource_name, occurred_at, search)
      select '/many', i::text, 'graph.updated', 'graph', ${open}, 'Wnt', now(), to_tsvector('simple', 'wnt')
      from generate_series(1, 4500) i
      returning id)
    insert into notification.notification (user_id, event_id, reasons) select ${rita}, id, 4 from e`;
  const found = async (query: string) =>
    (await listNotifications(db, rita, { filter: readFilter(query) })).notifications.map((each) => each.id);
  expect(await found("axolotl")).toEqual([rare]);
  expect(await found("wnt")).toHaveLength(25);
  expect(await found("axolotl -atlas")).toEqual([]);
  expect(await countMatching(db, rita, readFilter("wnt"))).toBe(100);
  expect((await countNotifications(db, rita)).unread).toBe(100);
});

test("lists tell of large changes in brief, the one that is opened in full", async () => {
  const [zoe] = (await addPeople(db, "zoe@lab.org")) as [number];
  const id = await addNotification(db, { resource: { type: "graph", id: open }, to: { [zoe]: ["watching"] } });
  const many = Array.from({ length: 500 }, (_, index) => `gene ${index} ${Math.random()}`);
  const changes = { nodesAdded: { total: 900, names: many }, tagsAdded: ["wnt"], extra: { raw: many }, style: true };
  await db.sql`update notification.event set changes = ${db.sql.json(changes)} where id = ${id}`;
  const [row] = (await listNotifications(db, zoe)).notifications;
  expect(row?.changes).toEqual({
    nodesAdded: { total: 900, names: many.slice(0, 20) },
    tagsAdded: ["wnt"],
    style: true,
  });
  const full = await loadNotifications(db.sql, [{ userId: zoe, eventId: id }], { full: true });
  expect(full.get(zoe)?.[0]?.changes).toEqual(changes);
});

test("what an event says is read anew once it has changed", async () => {
  const [yara] = (await addPeople(db, "yara@lab.org")) as [number];
  const id = await addNotification(db, {
    resource: { type: "graph", id: open, name: "Old" },
    to: { [yara]: ["watching"] },
  });
  const name = async () => (await listNotifications(db, yara)).notifications[0]?.resource.name;
  expect(await name()).toBe("Old");
  await db.sql`update notification.event set resource_name = 'New' where id = ${id}`;
  expect(await name()).toBe("New");
});
