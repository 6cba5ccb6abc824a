import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Verb, verbs } from "@/server/contract/verbs";
import { callRoute, type RouteCall } from "@/server/testing/call-route";
import { digestDatabase } from "@/server/testing/database-digest";
import { addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { freshName, makeWorkspace, smallGraph, type Workspace } from "@/server/testing/workspace-world";

const { db } = await testDatabase();
const email = (name: string) => `${name}@lab.org`;
const ids: Record<string, number> = {};
beforeAll(async () => {
  for (const name of ["owner", "member", "other"]) [ids[name] = 0] = await addPeople(db, email(name));
});

type Write = { says: string; as?: string; call: (world: Workspace) => RouteCall };
type Told = Write & { verb: Verb; changes?: object; before?: Write & { door: string } };

const at = (params: Record<string, number>, body?: unknown): RouteCall => ({
  body,
  params: Object.fromEntries(Object.entries(params).map(([name, id]) => [name, String(id)])),
});
const graph = (body?: unknown) => (world: Workspace) => at({ id: world.graph.id }, body);
const layout = (body?: unknown) => (world: Workspace) => at({ id: world.graph.id, layout: world.shared.id }, body);
const group = (body?: unknown) => (world: Workspace) => at({ id: world.group.id }, body);
const member = ({ group: { id } }: Workspace) => at({ id, member: ids.member as number });
const [put, putLayout] = ["PUT graphs/[id]", "PUT graphs/[id]/layouts/[layout]"];
const nodes = (...names: string[]) => ({
  elements: { nodes: names.map((id) => ({ data: { id } })), edges: [] },
  data: {},
});
const total = (count: number, ...names: string[]) => ({ total: count, names });
const many = Array.from({ length: 150 }, (_, n) => `n${n}`);

/** Each write of the API that changes something, and what is told of it. */
const told: Record<string, Told[]> = {
  "POST graphs": [
    {
      says: "a new graph",
      verb: "graph.created",
      call: () => ({ body: { name: freshName("New"), graph_json: smallGraph } }),
      changes: { nodesAdded: { total: 2 }, edgesAdded: { total: 1 }, picture: expect.anything() },
    },
  ],
  [put]: [
    {
      says: "nodes and edges",
      verb: "graph.updated",
      call: graph({ graph_json: nodes("a", "c") }),
      changes: { nodesAdded: total(1, "c"), nodesRemoved: total(1, "b"), edgesRemoved: total(1, "a – b") },
    },
    {
      says: "more than is listed: the total stays exact",
      verb: "graph.updated",
      call: graph({ graph_json: nodes("a", "b", ...many) }),
      changes: { nodesAdded: { total: 150, names: many.slice(0, 100) } },
    },
    {
      says: "a style",
      verb: "graph.updated",
      call: graph({ style_json: { style: [{ selector: "node", style: { width: 9 } }] } }),
      changes: { style: true },
    },
    { says: "tags", verb: "graph.updated", call: graph({ tags: ["wnt"] }), changes: { tagsAdded: ["wnt"] } },
    {
      says: "a title",
      verb: "graph.updated",
      call: graph({ graph_json: { ...smallGraph, data: { title: "Core" } } }),
      changes: { title: { from: null, to: "Core" } },
    },
    {
      says: "a name",
      verb: "graph.updated",
      call: ({ graph: { id, name } }) => at({ id }, { name: `${name} renamed` }),
      changes: { name: { from: expect.any(String), to: expect.stringMatching(/ renamed$/) } },
    },
    {
      says: "the default layout",
      verb: "graph.updated",
      call: ({ graph: { id }, shared }) => at({ id }, { default_layout_id: shared.id }),
      changes: { defaultLayout: { from: null, to: expect.any(Number) } },
    },
    { says: "public", verb: "graph.published", call: graph({ is_public: 1 }) },
    {
      says: "private again",
      verb: "graph.updated",
      before: { says: "public", door: put, call: graph({ is_public: 1 }) },
      call: graph({ is_public: 0 }),
      changes: { public: { from: true, to: false } },
    },
  ],
  "DELETE graphs/[id]": [{ says: "a graph", verb: "graph.deleted", call: graph() }],
  "POST graphs/[id]/groups": [
    {
      says: "to a group",
      verb: "graph.shared",
      call: ({ graph: { id }, second }) => at({ id }, { group_id: second.id }),
    },
  ],
  "POST groups/[id]/graphs": [
    { says: "a graph", verb: "graph.shared", call: ({ group: { id }, fresh }) => at({ id }, { graph_id: fresh.id }) },
  ],
  "DELETE graphs/[id]/groups/[group]": [
    {
      says: "from a group",
      verb: "graph.unshared",
      call: (world) => at({ id: world.graph.id, group: world.group.id }),
    },
  ],
  "DELETE groups/[id]/graphs/[graph]": [
    { says: "a graph", verb: "graph.unshared", call: (world) => at({ id: world.group.id, graph: world.graph.id }) },
  ],
  "POST graphs/[id]/layouts": [{ says: "a new layout", verb: "layout.created", call: graph({ name: "Circle" }) }],
  [putLayout]: [
    {
      says: "places",
      verb: "layout.updated",
      before: {
        says: "places",
        door: putLayout,
        call: layout({ positions_json: { a: { x: 1, y: 1 }, b: { x: 5, y: 5 } } }),
      },
      call: layout({ positions_json: { a: { x: 90, y: 1 }, b: { x: 5, y: 5 } } }),
      changes: { nodesMoved: total(1, "a") },
    },
    {
      says: "a name",
      verb: "layout.updated",
      call: layout({ name: "Ring" }),
      changes: { name: { from: "Shared", to: "Ring" } },
    },
    {
      says: "a style",
      verb: "layout.updated",
      call: layout({ style_json: { style: [{ selector: "edge", style: {} }] } }),
      changes: { style: true },
    },
    { says: "unshared", verb: "layout.unshared", call: layout({ is_shared: 0 }) },
    {
      says: "shared",
      verb: "layout.shared",
      call: ({ graph: { id }, own }) => at({ id, layout: own.id }, { is_shared: 1 }),
    },
  ],
  "DELETE graphs/[id]/layouts/[layout]": [{ says: "a layout", verb: "layout.deleted", call: layout() }],
  "POST groups": [{ says: "a new group", verb: "group.created", call: () => ({ body: { name: freshName("New") } }) }],
  "PUT groups/[id]": [
    {
      says: "a name",
      verb: "group.updated",
      call: ({ group: { id, name } }) => at({ id }, { name: `${name} renamed` }),
      changes: { name: { from: expect.any(String), to: expect.stringMatching(/ renamed$/) } },
    },
    {
      says: "what it is about",
      verb: "group.updated",
      call: group({ description: "x" }),
      changes: { description: true },
    },
  ],
  "DELETE groups/[id]": [{ says: "a group", verb: "group.deleted", call: group() }],
  "POST groups/[id]/members": [
    { says: "somebody", verb: "group.member_added", call: group({ member_email: email("other") }) },
  ],
  "POST groups/[id]/join": [
    {
      says: "oneself",
      verb: "group.member_joined",
      as: "other",
      call: ({ group: { id, inviteCode } }) => at({ id }, { code: inviteCode }),
    },
  ],
  "DELETE groups/[id]/members/[member]": [
    { says: "a member", verb: "group.member_removed", call: member },
    { says: "oneself", verb: "group.member_removed", as: "member", call: member },
  ],
};

/** Writes that change nothing, or are refused. */
const silent: [door: string, Write][] = [
  [
    put,
    {
      says: "the same",
      call: ({ graph: { id, name } }) =>
        at({ id }, { name, is_public: 0, tags: [], graph_json: smallGraph, style_json: { style: [] } }),
    },
  ],
  [put, { says: "nothing", call: graph({}) }],
  [put, { says: "no default where there is none", call: graph({ default_layout_id: 0 }) }],
  [
    put,
    {
      says: "edges in another order of keys",
      call: graph({
        graph_json: { elements: { edges: [{ data: { target: "b", source: "a" } }], nodes: smallGraph.elements.nodes } },
      }),
    },
  ],
  [put, { says: "another's", as: "member", call: graph({ tags: ["mine"] }) }],
  [put, { says: "a layout of another graph", call: graph({ tags: ["x"], default_layout_id: 2_000_000 }) }],
  [put, { says: "a taken name", call: ({ graph: { id }, fresh }) => at({ id }, { name: fresh.name, tags: ["x"] }) }],
  [
    putLayout,
    { says: "the same", call: layout({ name: "Shared", is_shared: 1, positions_json: {}, style_json: { style: [] } }) },
  ],
  ["PUT groups/[id]", { says: "the same", call: ({ group: { id, name } }) => at({ id }, { name }) }],
  [
    "POST graphs",
    {
      says: "a dangling edge",
      call: () => ({
        body: {
          name: freshName("New"),
          tags: ["t"],
          graph_json: { elements: { nodes: [], edges: smallGraph.elements.edges } },
        },
      }),
    },
  ],
  [
    "POST graphs",
    { says: "a taken name", call: ({ graph: { name } }) => ({ body: { name, tags: ["t"], graph_json: smallGraph } }) },
  ],
  [
    "POST groups/[id]/graphs",
    { says: "twice", call: ({ group: { id }, graph: { id: graph_id } }) => at({ id }, { graph_id }) },
  ],
  ["POST groups/[id]/members", { says: "twice", call: group({ member_email: email("member") }) }],
  ["POST groups/[id]/join", { says: "with a wrong code", as: "other", call: group({ code: "x" }) }],
  [
    "DELETE groups/[id]/graphs/[graph]",
    { says: "what is not there", call: ({ group: { id }, fresh }) => at({ id, graph: fresh.id }) },
  ],
  [
    "DELETE groups/[id]/members/[member]",
    { says: "the owner", call: ({ group: { id } }) => at({ id, member: ids.owner as number }) },
  ],
];

async function knock(door: string, { as = "owner", call }: Write, world: Workspace) {
  const [method, route = ""] = door.split(" ") as [string, string];
  const handlers = await import(path.join(import.meta.dirname, route, "route.ts"));
  return callRoute(handlers[method], { ...call(world), method, cookie: await signInAs(testRuntime(db), email(as)) });
}

/** A world in which nothing is left to tell. */
async function quietWorld() {
  testRuntime(db);
  const owner = { userId: ids.owner as number, email: email("owner"), admin: false };
  const world = await makeWorkspace(db, owner, email("member"));
  await db.sql`delete from notification.outbox`;
  return world;
}
/** What is told, one line per action. */
async function events() {
  const rows = await db.sql<{ value: string }[]>`select value from notification.outbox order by id`;
  const parsed = rows.map(({ value }) => JSON.parse(value));
  return [...new Map(parsed.map((event) => [event.id, event])).values()];
}
const stored = async () => Object.entries(await digestDatabase(db)).filter(([table]) => !/^auth\.|outbox$/.test(table));

const all = Object.entries(told).flatMap(([door, writes]) => writes.map((write) => [door, write] as const));

test("every write of the API is in this table, and every verb is told by one", () => {
  const writes = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !file.startsWith("[[...path]]"))
    .flatMap((file) => {
      const handlers = readFileSync(path.join(import.meta.dirname, file), "utf8").matchAll(
        /^ {2}(POST|PUT|PATCH|DELETE):/gm,
      );
      return [...handlers].map(([, method]) => `${method} ${path.dirname(file)}`);
    });
  expect(writes.sort()).toEqual(Object.keys(told).sort());
  expect(new Set(all.map(([, { verb }]) => verb))).toEqual(new Set(verbs));
});

describe.each(all)("%s", (door, write) => {
  test(`${write.says}: ${write.verb}`, async () => {
    const world = await quietWorld();
    if (write.before) await knock(write.before.door, write.before, world);
    await db.sql`delete from notification.outbox`;
    const answer = await knock(door, write, world);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    const found = await events();
    expect(found).toMatchObject([
      {
        type: write.verb,
        data: { actor: email(write.as ?? "owner"), ...(write.changes ? { changes: write.changes } : {}) },
      },
    ]);
  });

  test(`${write.says}: where it cannot be told, nothing is stored`, async () => {
    const world = await quietWorld();
    if (write.before) await knock(write.before.door, write.before, world);
    await db.sql`delete from notification.outbox`;
    await db.sql`alter table notification.outbox add constraint nothing_out check (false)`;
    try {
      const before = await stored();
      expect((await knock(door, write, world)).status).toBe(500);
      expect(await stored()).toEqual(before);
    } finally {
      await db.sql`alter table notification.outbox drop constraint nothing_out`;
    }
    expect(await events()).toEqual([]);
  });
});

test.each(silent.map(([door, write]) => [door, write.says, write] as const))(
  "%s, %s: nothing is told or stored",
  async (door, _, write) => {
    const world = await quietWorld();
    const before = await stored();
    await knock(door, write, world);
    expect(await events()).toEqual([]);
    expect(await stored()).toEqual(before);
  },
);
