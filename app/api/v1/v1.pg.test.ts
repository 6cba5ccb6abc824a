import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { callRoute, type RouteCall } from "@/server/testing/call-route";
import { digestDatabase } from "@/server/testing/database-digest";
import { addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { freshName, makeWorkspace, smallGraph } from "@/server/testing/workspace-world";
import type { Actor } from "@/server/workspace/actor";
import { createGraph } from "@/server/workspace/create-graph";
import { createLayout } from "@/server/workspace/create-layout";
import { listGraphs } from "@/server/workspace/list-graphs";
import { addMember, removeMember } from "@/server/workspace/members";
import { shareGraph } from "@/server/workspace/share-graph";

const { db } = await testDatabase();
const runtime = testRuntime(db);
/** `removed` was a member of both groups, and had a shared layout of the graph. */
const roles = ["anonymous", "owner", "member", "other", "admin", "removed"] as const;
type Statuses = [anonymous: number, owner: number, member: number, other: number, admin: number, removed: number];
const cookies: Record<string, string | undefined> = {};
const ids: Record<string, number> = {};
const actor = (name: string): Actor => ({
  userId: ids[name] as number,
  email: `${name}@lab.org`,
  admin: name === "admin",
});

beforeAll(async () => {
  const names = ["owner", "member", "other", "admin", "removed"];
  const added = await addPeople(db, ...names.map((name) => `${name}@lab.org`));
  for (const [index, name] of names.entries()) ids[name] = added[index] as number;
  await db.sql`update public."user" set is_admin = 1 where email = 'admin@lab.org'`;
  for (const name of names) cookies[name] = await signInAs(runtime, `${name}@lab.org`);
});

async function makeWorld() {
  const world = await makeWorkspace(db, actor("owner"), "member@lab.org");
  const groups = [world.group.id, world.second.id];
  for (const group of groups) await addMember(db, actor("owner"), group, { id: ids.removed });
  const theirs = await createLayout(db, actor("removed"), world.graph.id, { name: "Theirs", is_shared: 1 });
  for (const groupId of groups) await removeMember(db, actor("owner"), { groupId, userId: ids.removed as number });
  const open = await createGraph(db, actor("owner"), { name: freshName("Open"), graph_json: smallGraph, is_public: 1 });
  await shareGraph(db, actor("owner"), { graphId: open.id, groupId: world.group.id });
  return { ...world, theirs, open };
}
type World = Awaited<ReturnType<typeof makeWorld>>;
type Door = { statuses: Statuses; call: (world: World) => RouteCall };

const readers: Statuses = [401, 200, 200, 403, 200, 403];
const updaters: Statuses = [401, 200, 403, 403, 200, 403];
const owners: Statuses = [401, 200, 403, 403, 403, 403];
const people: Statuses = [401, 201, 201, 201, 201, 201];
const at = (params: Record<string, number>, more: RouteCall = {}): RouteCall => ({
  ...more,
  params: Object.fromEntries(Object.entries(params).map(([name, id]) => [name, String(id)])),
});
const name = () => ({ name: freshName("New") });

const doors: Record<string, Door> = {
  "GET graphs": {
    statuses: [401, 200, 400, 400, 200, 400],
    call: () => ({ path: "/api/v1/graphs/?owner_email=owner@lab.org" }),
  },
  "POST graphs": { statuses: people, call: () => ({ body: { ...name(), graph_json: smallGraph } }) },
  "GET graphs/[id]": { statuses: readers, call: ({ graph }) => at({ id: graph.id }) },
  "PUT graphs/[id]": { statuses: updaters, call: ({ graph }) => at({ id: graph.id }, { body: { tags: ["x"] } }) },
  "DELETE graphs/[id]": { statuses: owners, call: ({ graph }) => at({ id: graph.id }) },
  "GET graphs/[id]/layouts": {
    statuses: readers,
    call: ({ graph }) => at({ id: graph.id }, { path: "/api/v1/graphs/1/layouts/?is_shared=1" }),
  },
  "POST graphs/[id]/layouts": {
    statuses: [401, 201, 201, 403, 201, 403],
    call: ({ graph }) => at({ id: graph.id }, { body: name() }),
  },
  "GET graphs/[id]/layouts/[layout]": {
    statuses: readers,
    call: ({ graph, shared }) => at({ id: graph.id, layout: shared.id }),
  },
  "GET graphs/[id]/layouts/[layout] private": {
    statuses: updaters,
    call: ({ graph, own }) => at({ id: graph.id, layout: own.id }),
  },
  "GET graphs/[id]/layouts/[layout] of another graph": {
    statuses: [401, 403, 403, 403, 403, 403],
    call: ({ fresh, shared }) => at({ id: fresh.id, layout: shared.id }),
  },
  "PUT graphs/[id]/layouts/[layout]": {
    statuses: updaters,
    call: ({ graph, shared }) => at({ id: graph.id, layout: shared.id }, { body: name() }),
  },
  "DELETE graphs/[id]/layouts/[layout]": {
    statuses: owners,
    call: ({ graph, shared }) => at({ id: graph.id, layout: shared.id }),
  },
  "GET graphs/[id]/layouts/[layout] of who was removed": {
    statuses: readers,
    call: ({ graph, theirs }) => at({ id: graph.id, layout: theirs.id }),
  },
  "PUT graphs/[id]/layouts/[layout] of who was removed": {
    statuses: [401, 403, 403, 403, 200, 403],
    call: ({ graph, theirs }) => at({ id: graph.id, layout: theirs.id }, { body: name() }),
  },
  "DELETE graphs/[id]/layouts/[layout] of who was removed": {
    statuses: [401, 403, 403, 403, 403, 403],
    call: ({ graph, theirs }) => at({ id: graph.id, layout: theirs.id }),
  },
  "GET graphs/[id] public": { statuses: [401, 200, 200, 200, 200, 200], call: ({ open }) => at({ id: open.id }) },
  "PUT graphs/[id] public": { statuses: updaters, call: ({ open }) => at({ id: open.id }, { body: { tags: ["x"] } }) },
  "DELETE graphs/[id] public": { statuses: owners, call: ({ open }) => at({ id: open.id }) },
  "POST graphs/[id]/layouts public": { statuses: people, call: ({ open }) => at({ id: open.id }, { body: name() }) },
  // Anyone shares a public graph, and takes it back, with groups that they are in.
  "POST graphs/[id]/groups public": {
    statuses: [401, 201, 201, 403, 201, 403],
    call: ({ open, second }) => at({ id: open.id }, { body: { group_id: second.id } }),
  },
  "DELETE graphs/[id]/groups/[group] public": {
    statuses: readers,
    call: ({ open, group }) => at({ id: open.id, group: group.id }),
  },
  "GET graphs/[id]/groups": { statuses: readers, call: ({ graph }) => at({ id: graph.id }) },
  "POST graphs/[id]/groups": {
    statuses: [401, 201, 403, 403, 403, 403],
    call: ({ graph, second }) => at({ id: graph.id }, { body: { group_id: second.id } }),
  },
  "DELETE graphs/[id]/groups/[group]": {
    statuses: owners,
    call: ({ graph, group }) => at({ id: graph.id, group: group.id }),
  },
  "GET graphs/[id]/nodes": { statuses: readers, call: ({ graph }) => at({ id: graph.id }) },
  "GET graphs/[id]/nodes/[node]": { statuses: readers, call: ({ graph, node }) => at({ id: graph.id, node }) },
  "GET graphs/[id]/edges": { statuses: readers, call: ({ graph }) => at({ id: graph.id }) },
  "GET graphs/[id]/edges/[edge]": { statuses: readers, call: ({ graph, edge }) => at({ id: graph.id, edge }) },
  "GET groups": {
    statuses: [401, 200, 400, 400, 200, 400],
    call: () => ({ path: "/api/v1/groups/?member_email=owner@lab.org" }),
  },
  "POST groups": { statuses: people, call: () => ({ body: name() }) },
  "GET groups/[id]": { statuses: readers, call: ({ group }) => at({ id: group.id }) },
  "PUT groups/[id]": { statuses: updaters, call: ({ group }) => at({ id: group.id }, { body: name() }) },
  "DELETE groups/[id]": { statuses: owners, call: ({ group }) => at({ id: group.id }) },
  "GET groups/[id]/members": { statuses: readers, call: ({ group }) => at({ id: group.id }) },
  "POST groups/[id]/members": {
    statuses: [401, 201, 403, 403, 201, 403],
    call: ({ group }) => at({ id: group.id }, { body: { member_email: "other@lab.org" } }),
  },
  // The member removes themselves: everyone may leave.
  "DELETE groups/[id]/members/[member]": {
    statuses: readers,
    call: ({ group }) => at({ id: group.id, member: ids.member as number }),
  },
  "GET groups/[id]/graphs": { statuses: readers, call: ({ group }) => at({ id: group.id }) },
  "POST groups/[id]/graphs": {
    statuses: [401, 201, 403, 403, 403, 403],
    call: ({ group, fresh }) => at({ id: group.id }, { body: { graph_id: fresh.id } }),
  },
  "DELETE groups/[id]/graphs/[graph]": {
    statuses: owners,
    call: ({ group, graph }) => at({ id: group.id, graph: graph.id }),
  },
  // An invite code is for whoever has it; members have joined already.
  "POST groups/[id]/join": {
    statuses: [401, 400, 400, 200, 200, 200],
    call: ({ group }) => at({ id: group.id }, { body: { code: group.inviteCode } }),
  },
};

const load = (route: string) => import(/* @vite-ignore */ path.join(import.meta.dirname, route, "route.ts"));
const routeOf = (door: string) => door.split(" ")[1] as string;
const methodOf = (door: string) => door.split(" ")[0] as string;
const knock = async (door: string, call: RouteCall, role: string) => {
  const route = (await load(routeOf(door))) as Record<string, Parameters<typeof callRoute>[0]>;
  return callRoute(route[methodOf(door)] as Parameters<typeof callRoute>[0], {
    method: methodOf(door),
    cookie: cookies[role],
    ...call,
  });
};

const stored = async () => Object.entries(await digestDatabase(db)).filter(([table]) => !table.startsWith("auth."));

test("every route of the API is in the matrix", () => {
  const routes = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .map((file) => path.dirname(file));
  expect(routes.filter((route) => route !== "[[...path]]").sort()).toEqual(
    [...new Set(Object.keys(doors).map(routeOf))].sort(),
  );
});

describe.each(Object.entries(doors))("%s", (door, { statuses, call }) => {
  test.each(roles.map((role, index) => [role, statuses[index] as number] as const))("%s: %i", async (role, status) => {
    const world = await makeWorld();
    const before = await stored();
    const answer = await knock(door, call(world), role);
    expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
    if (status >= 400 || door.startsWith("GET")) expect(await stored()).toEqual(before);
    if (status < 400) return;
    expect(answer.body).toEqual({
      status_code: status,
      error_message: expect.any(String),
      error_code: expect.any(Number),
      error_details: expect.toSatisfy(() => true),
      http_request: expect.any(String),
    });
    if (status === 401) expect(answer.body.error_code).toBe(1005);
    if (status === 403) expect(answer.body.error_code).toBe(1004);
  });
});

test("what is not there and what is not yours cannot be told apart", async () => {
  const { graph } = await makeWorld();
  const [forbidden, missing] = [
    await knock("GET graphs/[id]", at({ id: graph.id }), "other"),
    await knock("GET graphs/[id]", at({ id: 2_000_000_000 }), "other"),
  ];
  expect(forbidden).toMatchObject({ status: 403, body: missing.body });
  for (const id of ["0", "-1", "1.5", "abc", "99999999999", "1%20or%201", ""])
    expect((await knock("GET graphs/[id]", { params: { id } }, "owner")).body).toMatchObject({ error_code: 1004 });
});

test.each([
  ["PATCH graphs", {}, 405, 1001],
  ["PUT graphs", {}, 405, 1001],
  ["POST graphs/[id]", {}, 405, 1001],
  ["GET graphs", { path: "/api/v1/graphs/" }, 400, 1006],
  ["GET graphs", { path: "/api/v1/graphs/?is_public=0" }, 400, 1006],
  ["GET graphs", { path: "/api/v1/graphs/?owner_email=other@lab.org" }, 400, 1007],
  ["GET graphs", { path: "/api/v1/graphs/?is_public=1&sort=password" }, 400, 1002],
  ["GET graphs", { path: "/api/v1/graphs/?is_public=1&sort=constructor" }, 400, 1002],
  ["GET graphs", { path: "/api/v1/graphs/?is_public=1&limit=x" }, 400, 1002],
  ["GET graphs", { path: "/api/v1/graphs/?is_public=1", headers: { accept: "text/html" } }, 400, 1002],
  ["POST graphs", { body: { name: "X", graph_json: smallGraph, owner_email: "other@lab.org" } }, 400, 1008],
  ["POST graphs", { body: { name: "x".repeat(257), graph_json: smallGraph } }, 400, 1015],
  ["POST graphs", { body: { name: "😀".repeat(257), graph_json: smallGraph } }, 400, 1015],
  ["POST graphs", { body: Buffer.from('{"name":"Caf\xe9","graph_json":{"elements":{}}}', "latin1") }, 400, 1002],
  ["POST graphs", { body: { name: "X" } }, 400, 1002],
  ["POST graphs", { body: "{", headers: { "content-type": "application/json" } }, 400, 1002],
  ["POST graphs", { body: [1] }, 400, 1002],
  ["GET groups", { path: "/api/v1/groups/" }, 400, 1010],
  ["POST groups", { body: { name: "X", owner_email: "other@lab.org" } }, 400, 1011],
] as const)("%s %j is %i with code %i", async (door, call, status, code) => {
  const answer = await knock(door, call as RouteCall, "owner");
  expect([answer.status, answer.body.error_code]).toEqual([status, code]);
});

test("a method that an address does not have is refused with those that it has", async () => {
  const answer = await knock("PATCH graphs", {}, "owner");
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, POST"]);
});

test("names taken, members twice, shares twice and their opposites have GraphSpace's codes", async () => {
  const { graph, group, second, fresh, shared } = await makeWorld();
  const code = async (door: string, call: RouteCall) => (await knock(door, call, "owner")).body.error_code;
  const body = { name: graph.name, graph_json: smallGraph };
  expect(await knock("POST graphs", { body }, "owner")).toMatchObject({
    status: 400,
    body: { error_code: 1002, error_message: `Graph ${graph.name} already exists for owner@lab.org!` },
  });
  expect(await code("POST groups", { body: { name: group.name } })).toBe(1002);
  expect(await code("POST graphs/[id]/layouts", at({ id: graph.id }, { body: { name: shared.name } }))).toBe(1014);
  expect(await code("GET graphs/[id]/layouts", at({ id: graph.id }))).toBe(1012);
  expect(
    await code("POST graphs/[id]/layouts", at({ id: graph.id }, { body: { name: "Y", owner_email: "other@lab.org" } })),
  ).toBe(1013);
  const member = (email: string) => at({ id: group.id }, { body: { member_email: email } });
  expect(await code("POST groups/[id]/members", member("member@lab.org"))).toBe(1000);
  expect(await code("POST groups/[id]/members", member("Member@lab.org"))).toBe(1002);
  expect(await code("DELETE groups/[id]/members/[member]", at({ id: group.id, member: ids.other as number }))).toBe(
    1002,
  );
  expect(await code("POST groups/[id]/graphs", at({ id: group.id }, { body: { graph_id: graph.id } }))).toBe(1002);
  expect(await code("DELETE groups/[id]/graphs/[graph]", at({ id: second.id, graph: fresh.id }))).toBe(1002);
});

test("lists find by name and tag without case, and only % is a wildcard", async () => {
  const owner = actor("owner");
  for (const [graph, tags] of [
    ["Path_way one", ["Kegg"]],
    ["PathXway two", ["kegg-networks"]],
  ] as const)
    await createGraph(db, owner, { name: graph, graph_json: smallGraph, tags });
  const found = async (query: string) => {
    const { body } = await knock("GET graphs", { path: `/api/v1/graphs/?owner_email=owner@lab.org&${query}` }, "owner");
    return body.graphs.map((graph: { name: string }) => graph.name).sort();
  };
  expect(await found("names[]=path_way%25")).toEqual(["Path_way one"]);
  expect(await found("names[]=PATH%25WAY%25")).toEqual(["PathXway two", "Path_way one"]);
  expect(await found("names[]=Path_way%20one&names[]=pathxway%20two")).toHaveLength(2);
  expect(await found("tags[]=kegg")).toEqual(["Path_way one"]);
  expect(await found("tags[]=KEGG%25")).toHaveLength(2);
  expect(await found("names[]=%25&limit=1&sort=name&order=desc")).toHaveLength(1);
  const nothing = { total: 0, graphs: [] };
  for (const filter of [{ names: ["a\0"] }, { tags: ["a\0"] }])
    expect(await listGraphs(db, owner, { isPublic: 1, ...filter }, { limit: 20, offset: 0 })).toEqual(nothing);
});

test("hundreds of tags or ends in one question are no more work than their number", async () => {
  const { graph } = await makeWorld();
  const many = (name: string, value: string) =>
    Array.from({ length: 400 }, (_, n) => `${name}[]=${value}${n}`).join("&");
  const graphs = { path: `/api/v1/graphs/?owner_email=owner@lab.org&${many("tags", "t")}` };
  expect(await knock("GET graphs", graphs, "owner")).toMatchObject({ status: 200, body: { total: 0 } });
  const edges = at({ id: graph.id }, { path: `/x?edges[]=B:a&${many("edges", "x:y")}` });
  expect(await knock("GET graphs/[id]/edges", edges, "owner")).toMatchObject({ status: 200, body: { total: 1 } });
});

test("objects have the client's keys, types and times", async () => {
  const { graph, shared, group } = await makeWorld();
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+$/);
  expect((await knock("GET graphs/[id]", at({ id: graph.id }), "owner")).body).toEqual({
    id: graph.id,
    owner_email: "owner@lab.org",
    name: graph.name,
    graph_json: {
      data: { name: graph.name, tags: [] },
      elements: {
        nodes: [{ data: { id: "a", name: "a", label: "" } }, { data: { id: "b", name: "b", label: "" } }],
        edges: smallGraph.elements.edges,
      },
    },
    style_json: { style: [] },
    is_public: 0,
    tags: [],
    default_layout_id: null,
    created_at: time,
    updated_at: time,
  });
  const at2 = at({ id: graph.id, layout: shared.id });
  expect((await knock("GET graphs/[id]/layouts/[layout]", at2, "owner")).body).toEqual({
    id: shared.id,
    graph_id: graph.id,
    name: "Shared",
    owner_email: "owner@lab.org",
    is_shared: 1,
    positions_json: "{}",
    style_json: '{"style":[]}',
    created_at: time,
    updated_at: time,
  });
  expect((await knock("GET groups/[id]", at({ id: group.id }), "member")).body).toEqual({
    id: group.id,
    name: group.name,
    invite_code: expect.any(String),
    owner_email: "owner@lab.org",
    description: null,
    total_graphs: 2,
    total_members: 2,
    created_at: time,
    updated_at: time,
  });
  const edges = (await knock("GET graphs/[id]/edges", at({ id: graph.id }, { path: "/x?edges[]=b:a" }), "owner")).body;
  expect(edges).toMatchObject({
    total: 1,
    edges: [
      {
        is_directed: 0,
        head_node: { name: "b", created_at: time },
        tail_node: { name: "a", created_at: time },
        graph_id: graph.id,
        created_at: time,
        updated_at: time,
      },
    ],
  });
  const nodes = (await knock("GET graphs/[id]/nodes", at({ id: graph.id }, { path: "/x?names[]=A" }), "owner")).body;
  expect(nodes).toMatchObject({
    total: 1,
    nodes: [{ name: "a", label: "a", graph_id: graph.id, created_at: time, updated_at: time }],
  });
});

test("a body over the limit is refused with the limit, and stores nothing", async () => {
  const [before] = await db.sql`select count(*)::int as n from public.graph`;
  const body = `{"name":"Big","graph_json":"${"x".repeat(21 * 1024 * 1024)}"}`;
  const answer = await knock("POST graphs", { body }, "owner");
  expect(answer).toMatchObject({
    status: 413,
    body: { error_code: 1002, error_message: expect.stringContaining("limit is 20 MB") },
  });
  expect(await db.sql`select count(*)::int as n from public.graph`).toEqual([before]);
});

test("hostile names come back as they went in, from the object, the list and the index", async () => {
  const hostile = `<script>alert(1)</script> ' " \\ \u202e %_ ${"é".repeat(20)}`;
  const json = { elements: { nodes: [{ data: { id: hostile } }], edges: [] } };
  const { body: made } = await knock(
    "POST graphs",
    { body: { name: hostile, graph_json: json, tags: [hostile] } },
    "owner",
  );
  expect(made).toMatchObject({ name: hostile, tags: [hostile.trim()] });
  const path = `/api/v1/graphs/?owner_email=owner@lab.org&names[]=${encodeURIComponent(hostile.toUpperCase())}`;
  expect((await knock("GET graphs", { path }, "owner")).body.total).toBeGreaterThanOrEqual(1);
  expect((await knock("GET graphs/[id]/nodes", at({ id: made.id }), "owner")).body.nodes[0].name).toBe(hostile);
});

test("what a client reads it may write back: a name and tags given elsewhere stay, and nothing is told", async () => {
  const { graph } = await makeWorld();
  const change = (body: object) => knock("PUT graphs/[id]", at({ id: graph.id }, { body }), "owner");
  const json = { ...smallGraph, data: { name: "Before", tags: ["old"], title: "Core" } };
  await change({ graph_json: json, tags: ["old"] });
  const name = freshName("After");
  await change({ name, tags: ["new"] });
  const { body: read } = await knock("GET graphs/[id]", at({ id: graph.id }), "owner");
  expect(read.graph_json.data).toEqual({ name, tags: ["new"], title: "Core" });
  const before = await stored();
  // As `graphspace_python` does, which believes `data`.
  const { graph_json, style_json, is_public } = read;
  const { body: written } = await change({ ...graph_json.data, graph_json, style_json, is_public });
  expect(written).toEqual(read);
  expect(await stored()).toEqual(before);
});

test("graphs of somebody else are listed as far as they are shared with the caller", async () => {
  const { graph } = await makeWorld();
  const path = `/api/v1/graphs/?owner_email=owner@lab.org&member_email=member@lab.org&names[]=${graph.name}`;
  expect((await knock("GET graphs", { path }, "member")).body).toMatchObject({ total: 1, graphs: [{ id: graph.id }] });
  expect((await knock("GET graphs", { path }, "other")).body).toMatchObject({ error_code: 1007 });
});

test("a default layout is one that its setter sees, and deleting it keeps the graph", async () => {
  const { graph, group } = await makeWorld();
  const hidden = await createLayout(db, actor("member"), graph.id, { name: "Hidden" });
  const layout = await createLayout(db, actor("member"), graph.id, { name: "Seen", is_shared: 1 });
  const choose = (id: number) =>
    knock("PUT graphs/[id]", at({ id: graph.id }, { body: { default_layout_id: id } }), "owner");
  expect(await choose(hidden.id)).toMatchObject({ status: 400, body: { error_code: 1002 } });
  expect(await choose(layout.id)).toMatchObject({ status: 200, body: { default_layout_id: layout.id } });
  const removal = await knock("DELETE graphs/[id]/layouts/[layout]", at({ id: graph.id, layout: layout.id }), "member");
  expect(removal.status).toBe(200);
  expect((await knock("GET graphs/[id]", at({ id: graph.id }), "owner")).body).toMatchObject({
    id: graph.id,
    default_layout_id: null,
  });
  expect((await knock("GET groups/[id]", at({ id: group.id }), "owner")).body.total_graphs).toBe(2);
});

test("256 characters are a name, however many bytes they take; a body may begin with a byte order mark", async () => {
  const name = "😀".repeat(256);
  const body = `\ufeff${JSON.stringify({ name, graph_json: smallGraph })}`;
  expect((await knock("POST graphs", { body }, "owner")).body).toMatchObject({ name });
});
