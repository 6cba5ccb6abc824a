import { afterEach, beforeAll, expect, test } from "vitest";
import type { Changes } from "../contract/event";
import { typesOf } from "../contract/notification-types";
import { outboxSource } from "../ingest/outbox-source";
import type { OutboxRow } from "../outbox/relay";
import { setWatch } from "../preferences/set-watch";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import type { Actor } from "./actor";
import { createGraph } from "./create-graph";
import { createGroup } from "./create-group";
import { createLayout } from "./create-layout";
import { deleteGraph } from "./delete-graph";
import { deleteGroup } from "./delete-group";
import { deleteLayout } from "./delete-layout";
import { addMember, joinGroup, removeMember } from "./members";
import { shareGraph, unshareGraph } from "./share-graph";
import { updateGraph } from "./update-graph";
import { updateGroup } from "./update-group";
import { updateLayout } from "./update-layout";

const { db } = await testDatabase();
const runtime = testRuntime(db);
const deliver = outboxSource({ ...runtime, clusterId: "embedded" }, runtime.config.topics);
const names = ["ana", "bo", "chen", "dana"] as const;
const actors = {} as Record<(typeof names)[number], Actor>;
const { ana, bo, chen, dana } = new Proxy(actors, {
  get: (_, name: "ana") => ({
    get userId() {
      return actors[name].userId;
    },
    email: `${name}@example.org`,
    admin: false,
    clientId: `tab-of-${name}`,
  }),
});
beforeAll(async () => {
  const ids = await addPeople(db, ...names.map((name) => `${name}@example.org`));
  for (const [index, name] of names.entries())
    actors[name] = { userId: ids[index] as number, email: `${name}@example.org`, admin: false };
});
afterEach(async () => {
  await heard();
  expect(await db.sql`select reason from notification.dead_letter`).toEqual([]);
});

/** Takes the outbox through the real pipeline: what was told, and who heard with which reasons. */
async function heard() {
  const rows = await db.sql<(Omit<OutboxRow, "id"> & { id: string })[]>`
    select id, topic, key, value, headers, created_at as "createdAt" from notification.outbox order by id`;
  await deliver(rows.map((row) => ({ ...row, id: BigInt(row.id) })));
  const ids = [...new Set(rows.map((row) => JSON.parse(row.value).id as string))];
  const told = await db.sql`
    select e.verb, e.resource_name as name, e.changes, e.client_id, e.group_name,
      (select json_object_agg(split_part(u.email, '@', 1), n.reasons) from notification.notification n
        join public."user" u on u.id = n.user_id where n.event_id = e.id) as reasons
    from notification.event e where e.event_id = any(${ids}::text[]) order by e.id`;
  return told.map(({ verb, reasons, ...rest }) => ({
    ...rest,
    said: `${verb}: ${Object.entries((reasons ?? {}) as Record<string, number>)
      .map(([who, bits]) => `${who} ${typesOf(bits).join("+")}`)
      .sort()
      .join(", ")}`,
  }));
}
const said = async () => (await heard()).map((each) => each.said);

const network = (ids: string[], edges: [string, string][] = []) => ({
  elements: {
    nodes: ids.map((id, index) => ({ data: { id, label: id.toUpperCase() }, position: { x: index * 50, y: index } })),
    edges: edges.map(([source, target]) => ({ data: { source, target } })),
  },
  data: { name: "Wnt", tags: ["wnt"] },
});
let count = 0;
const newGraph = (actor = ana) =>
  createGraph(db, actor, { name: `Wnt ${++count}`, graph_json: network(["a", "b"], [["a", "b"]]) });
async function lab(...members: Actor[]) {
  const group = await createGroup(db, ana, { name: `Lab ${++count}` });
  for (const member of members) await addMember(db, ana, group.id, { email: member.email });
  return group;
}
type Raced = { graph: number; layout: number; group: number; code: string };
const watch = (actor: Actor, type: "graph" | "layout" | "group", id: number) =>
  setWatch(db, actor.userId, { type, id }, "watching");

test("a graph's life is told to its owner, the group it is shared with and those who watch it", async () => {
  const group = await lab(bo, chen);
  await heard();
  const graph = await newGraph();
  expect(await heard()).toMatchObject([
    {
      said: "graph.created: ana owner",
      client_id: "tab-of-ana",
      changes: { nodesAdded: { total: 2 }, edgesAdded: { total: 1 } },
    },
  ]);
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  expect(await said()).toEqual(["graph.shared: bo group, chen group"]);
  await watch(bo, "graph", graph.id);
  await updateGraph(db, ana, graph.id, { graph_json: network(["a", "c"], [["a", "c"]]) });
  expect(await heard()).toMatchObject([
    {
      said: "graph.updated: ana owner, bo watching",
      changes: {
        nodesAdded: { total: 1, names: ["C"] },
        nodesRemoved: { total: 1, names: ["B"] },
        edgesAdded: { total: 1, names: ["A – C"] },
        edgesRemoved: { total: 1, names: ["A – B"] },
      },
    },
  ]);
  await updateGraph(db, ana, graph.id, { is_public: 1 });
  expect(await said()).toEqual(["graph.published: ana owner, bo watching"]);
  await watch(dana, "graph", graph.id);
  await unshareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  expect(await said()).toEqual(["graph.unshared: bo group+watching, chen group, dana watching"]);
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  await heard();
  await deleteGraph(db, ana, graph.id);
  expect(await said()).toEqual(["graph.deleted: ana owner, bo group+watching, chen group, dana watching"]);
});

test("who watches a layout hears that its graph went, and the layout with it", async () => {
  const group = await lab(bo);
  const graph = await newGraph();
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  const layout = await createLayout(db, ana, graph.id, { name: "Shared", is_shared: 1 });
  await watch(bo, "layout", layout.id);
  await heard();
  await deleteGraph(db, ana, graph.id);
  expect(await said()).toEqual(["graph.deleted: ana owner, bo group+watching"]);
});

test("a write that changes nothing leaves neither an event nor a later time", async () => {
  const graph = await newGraph();
  const layout = await createLayout(db, ana, graph.id, { name: "One", positions_json: { a: { x: 1, y: 2 } } });
  const group = await lab();
  await heard();
  const same = await updateGraph(db, ana, graph.id, {
    name: graph.name,
    is_public: 0,
    tags: ["wnt"],
    graph_json: JSON.parse(graph.graphJson),
    style_json: { style: [] },
  });
  expect(same).toEqual(graph);
  expect(
    await updateLayout(db, ana, { graphId: graph.id, id: layout.id }, { positions_json: { a: { y: 2, x: 1 } } }),
  ).toEqual(layout);
  await updateGroup(db, ana, group.id, { name: group.name });
  expect(await said()).toEqual([]);
});

test("a popup that changed is told, although no element came or went", async () => {
  const graph = await newGraph();
  await heard();
  const json = JSON.parse(graph.graphJson);
  json.elements.nodes[0].data.popup = "new";
  await updateGraph(db, ana, graph.id, { graph_json: json });
  expect(await heard()).toMatchObject([{ said: "graph.updated: ana owner", changes: { details: true } }]);
});

test("what is refused stores nothing and tells nothing", async () => {
  const graph = await newGraph();
  await heard();
  const before = await db.sql`select count(*)::int as n from public.graph`;
  await expect(createGraph(db, ana, { name: graph.name, graph_json: network(["a"]) })).rejects.toMatchObject({
    code: 1002,
  });
  await expect(createGraph(db, ana, { name: "dup", graph_json: network(["a", "a"]) })).rejects.toMatchObject({
    code: 1002,
    message: expect.stringContaining('"a" is the name of two nodes'),
  });
  await expect(updateGraph(db, bo, graph.id, { name: "Mine now" })).rejects.toMatchObject({ code: 1004 });
  expect(await said()).toEqual([]);
  expect(await db.sql`select count(*)::int as n from public.graph`).toEqual(before);
  expect(await db.sql`select from public.node where graph_id not in (select id from public.graph)`).toHaveLength(0);
});

test("layouts: a private one is its owner's affair, a shared one the group's; moved nodes are counted", async () => {
  const group = await lab(bo);
  const graph = await newGraph();
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  await watch(bo, "graph", graph.id);
  await heard();
  const at = { graphId: graph.id, id: 0 };
  const layout = await createLayout(db, ana, graph.id, { name: "Mine", positions_json: { a: { x: 1, y: 1 } } });
  at.id = layout.id;
  expect(await said()).toEqual(["layout.created: ana owner"]);
  await updateLayout(db, ana, at, { positions_json: { a: { x: 90, y: 1 } } });
  expect(await heard()).toMatchObject([
    { said: "layout.updated: ana owner", changes: { nodesMoved: { total: 1, names: ["A"] } } },
  ]);
  await updateLayout(db, ana, at, { is_shared: 1 });
  expect(await said()).toEqual(["layout.shared: ana owner, bo group+watching"]);
  await updateLayout(db, ana, at, { is_shared: 0 });
  expect(await said()).toEqual(["layout.unshared: ana owner, bo group+watching"]);
  await updateLayout(db, ana, at, { is_shared: 1 });
  await heard();
  await updateGraph(db, ana, graph.id, { default_layout_id: layout.id });
  await heard();
  await deleteLayout(db, ana, at);
  expect(await said()).toEqual(["layout.deleted: ana owner, bo group+watching"]);
  // GraphSpace's foreign key would have taken the graph along.
  const [left] = await db.sql`select default_layout_id from public.graph where id = ${graph.id}`;
  expect(left).toEqual({ default_layout_id: null });
});

test("another's private layout becomes nobody's default, and no picture tells where it puts the nodes", async () => {
  const group = await lab(bo);
  const graph = await newGraph();
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  const layout = await createLayout(db, bo, graph.id, { name: "Draft", positions_json: { a: { x: 1, y: 999 } } });
  const makeDefault = (id: number) => updateGraph(db, ana, graph.id, { default_layout_id: id });
  const refusal = await makeDefault(2_000_000).catch((error) => error.message);
  await expect(makeDefault(layout.id)).rejects.toThrow(refusal);
  // Shared once, and taken back.
  const at = { graphId: graph.id, id: layout.id };
  await updateLayout(db, bo, at, { is_shared: 1 });
  await makeDefault(layout.id);
  await updateLayout(db, bo, at, { is_shared: 0 });
  await heard();
  const plain = await newGraph();
  for (const { id } of [graph, plain]) await updateGraph(db, ana, id, { tags: ["x"] });
  const told = (await heard()) as { said: string; changes: Changes }[];
  const [changes, changesOfPlain] = told.flatMap((each) =>
    each.said.startsWith("graph.updated") ? [each.changes] : [],
  );
  expect(changes).toEqual(changesOfPlain);
});

test("groups: who joins, is added, removed or leaves is told, and so are the others", async () => {
  const group = await createGroup(db, ana, { name: "Yeast" });
  expect(await said()).toEqual(["group.created: ana owner"]);
  await addMember(db, ana, group.id, { email: "bo@example.org" });
  expect(await said()).toEqual(["group.member_added: bo group"]);
  await joinGroup(db, chen, group.id, group.inviteCode);
  expect(await said()).toEqual(["group.member_joined: ana group, bo group, chen group"]);
  await expect(joinGroup(db, dana, group.id, "guess")).rejects.toMatchObject({ code: 1004 });
  await updateGroup(db, ana, group.id, { description: "Interologs" });
  expect(await said()).toEqual(["group.updated: ana owner, bo group, chen group"]);
  await removeMember(db, ana, { groupId: group.id, userId: chen.userId });
  expect(await said()).toEqual(["group.member_removed: bo group, chen group"]);
  await removeMember(db, bo, { groupId: group.id, userId: bo.userId });
  expect(await said()).toEqual(["group.member_removed: ana group, bo group"]);
  await addMember(db, ana, group.id, { id: bo.userId });
  await heard();
  await expect(removeMember(db, ana, { groupId: group.id, userId: ana.userId })).rejects.toMatchObject({ code: 1002 });
  await deleteGroup(db, ana, group.id);
  expect(await said()).toEqual(["group.deleted: ana owner, bo group"]);
});

test("losing access ends a watch at once, and only then", async () => {
  const watches = () => db.sql`select user_id from notification.watch where resource_type = 'graph' order by 1`;
  await db.sql`delete from notification.watch`;
  const group = await lab(bo, chen);
  const graph = await newGraph();
  await shareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  for (const actor of [ana, bo, chen]) await watch(actor, "graph", graph.id);
  await removeMember(db, ana, { groupId: group.id, userId: chen.userId });
  expect(await watches()).toEqual([{ user_id: ana.userId }, { user_id: bo.userId }]);
  await unshareGraph(db, ana, { graphId: graph.id, groupId: group.id });
  expect(await watches()).toEqual([{ user_id: ana.userId }]);
});

test("a transaction that fails at its end takes graph, tags, index and event with it", async () => {
  await db.sql`alter table notification.outbox add constraint nothing_out check (topic <> 'owner')`;
  try {
    await expect(newGraph()).rejects.toThrow();
  } finally {
    await db.sql`alter table notification.outbox drop constraint nothing_out`;
  }
  expect(await db.sql`select from public.graph where name = ${`Wnt ${count}`}`).toHaveLength(0);
  expect(await said()).toEqual([]);
});

test("a group's name travels only with a private graph that this one group holds", async () => {
  const [one, two] = [await lab(bo), await lab(chen)];
  const graph = await newGraph();
  await shareGraph(db, ana, { graphId: graph.id, groupId: one.id });
  await watch(bo, "graph", graph.id);
  await heard();
  await updateGraph(db, ana, graph.id, { tags: ["x"] });
  expect(await heard()).toMatchObject([{ group_name: one.name }]);
  await shareGraph(db, ana, { graphId: graph.id, groupId: two.id });
  await heard();
  await updateGraph(db, ana, graph.id, { tags: ["y"] });
  expect(await heard()).toMatchObject([{ group_name: null }]);
});

test.each<
  [what: string, removal: (ids: Raced) => [table: string, id: number], write: (ids: Raced) => Promise<unknown>]
>([
  [
    "a group",
    ({ group }) => ['"group"', group],
    ({ graph, group }) => shareGraph(db, ana, { graphId: graph, groupId: group }),
  ],
  ["a group", ({ group }) => ['"group"', group], ({ group }) => addMember(db, ana, group, { email: bo.email })],
  ["a group", ({ group }) => ['"group"', group], ({ group, code }) => joinGroup(db, bo, group, code)],
  ["a graph", ({ graph }) => ["graph", graph], ({ graph }) => createLayout(db, ana, graph, { name: "Late" })],
  [
    "a layout",
    ({ layout }) => ["layout", layout],
    ({ graph, layout }) => updateGraph(db, ana, graph, { default_layout_id: layout }),
  ],
])("%s that goes while something is written about it is refused as gone, case %#", async (_, removal, write) => {
  const graph = await newGraph();
  const layout = await createLayout(db, ana, graph.id, { name: "One" });
  const group = await lab();
  const ids = { graph: graph.id, layout: layout.id, group: group.id, code: group.inviteCode };
  await heard();
  const [table, id] = removal(ids);
  let written: Promise<unknown> = Promise.resolve();
  await db.transaction(async (sql) => {
    await sql.unsafe(`delete from public.${table} where id = ${id}`);
    written = write(ids);
    written.catch(() => {});
    await expect
      .poll(async () => (await db.sql`select from pg_locks where not granted`).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
  });
  await expect(written).rejects.toMatchObject({ code: expect.toSatisfy((code) => code === 1004 || code === 1002) });
  expect(await said()).toEqual([]);
});
