import { readFile } from "node:fs/promises";
import bcrypt from "bcrypt";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { checkPassword } from "../identity/check-password";
import { outboxSource } from "../ingest/outbox-source";
import type { OutboxRow } from "../outbox/relay";
import { testRuntime } from "../testing/test-runtime";
import { createGraph } from "../workspace/create-graph";
import { createGroup } from "../workspace/create-group";
import { createLayout } from "../workspace/create-layout";
import { deleteGraph } from "../workspace/delete-graph";
import { deleteGroup } from "../workspace/delete-group";
import { deleteLayout } from "../workspace/delete-layout";
import { listEdges } from "../workspace/list-elements";
import { readLayout } from "../workspace/list-layouts";
import { addMember, removeMember } from "../workspace/members";
import { readGraph } from "../workspace/read-graph";
import { shareGraph, unshareGraph } from "../workspace/share-graph";
import { updateGraph } from "../workspace/update-graph";
import { openDatabase } from "./database";
import { migrate } from "./migrate";

const server = inject("databaseServer");
const name = `attached_${process.pid}`;
const url = server.replace(/\/postgres$/, `/${name}`);
const admin = postgres(server, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${name}`);
const theirs = postgres(url, { max: 1, onnotice: () => {} });
const hash = (await bcrypt.hash("wnt-1", 4)).slice(7);
const dump = await readFile(new URL("../testing/graphspace-dump.sql", import.meta.url), "utf8");
await theirs.unsafe(dump.replaceAll("__HASH__", hash));
const db = openDatabase(url, { max: 4 });
const runtime = testRuntime(db);
afterAll(async () => {
  await Promise.all([db.close(), theirs.end()]);
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
});

/** What vacuum and statistics move by themselves. */
const moving = ["relpages", "reltuples", "relallvisible", "relallfrozen", "relfrozenxid", "relminmxid"];

/** Everything that `public` consists of, as the catalogs have it, and holds: what a dump would write. */
async function publicState() {
  const here = "'public'::regnamespace";
  const relations = `(select oid from pg_class where relnamespace = ${here})`;
  const catalogs = {
    pg_namespace: `oid = ${here}`,
    pg_class: `relnamespace = ${here}`,
    pg_attribute: `attrelid in ${relations}`,
    pg_attrdef: `adrelid in ${relations}`,
    pg_constraint: `connamespace = ${here} or conrelid in ${relations} or confrelid in ${relations}`,
    pg_index: `indrelid in ${relations}`,
    // Foreign keys that point here hang triggers on these tables.
    pg_trigger: `tgrelid in ${relations}`,
    pg_policy: `polrelid in ${relations}`,
    pg_rewrite: `ev_class in ${relations}`,
    pg_sequence: `seqrelid in ${relations}`,
    pg_proc: `pronamespace = ${here}`,
    pg_type: `typnamespace = ${here}`,
    pg_extension: "true",
    pg_event_trigger: "true",
    pg_publication: "true",
    pg_default_acl: "true",
  };
  const rows = async (table: string, where: string) =>
    theirs.unsafe(
      `select (to_jsonb(t) - '{${moving.join(",")}}'::text[])::text as row from ${table} t where ${where} order by 1`,
    );
  const state: Record<string, unknown> = {};
  for (const [catalog, where] of Object.entries(catalogs)) state[catalog] = await rows(catalog, where);
  const held = await theirs`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') order by 1`;
  for (const { name: relation } of held)
    state[`public.${relation}`] = await theirs`select * from ${theirs(`public.${relation}`)} order by 1`;
  return JSON.stringify(state, (_, value) => (typeof value === "bigint" ? String(value) : value), 1);
}

const ana = { userId: 1, email: "ana@lab.org", admin: false };

test("attaching makes two schemas and changes nothing in public, however often it starts", async () => {
  const before = await publicState();
  await migrate(url);
  await migrate(url);
  expect(await publicState()).toBe(before);
  const schemas = await theirs`
    select nspname::text as name from pg_namespace where nspname !~ '^pg_' and nspname not in ('public', 'information_schema') order by 1`;
  expect(schemas.map((schema) => schema.name)).toEqual(["auth", "notification"]);
});

test("people sign in with the passwords they have, user names and short ones included", async () => {
  const attempt = { password: "wnt-1", address: "127.0.0.1" };
  expect(await checkPassword(runtime, { ...attempt, email: "ana@lab.org" })).toMatchObject({ userId: 1, admin: false });
  expect(await checkPassword(runtime, { ...attempt, email: "flud" })).toMatchObject({ userId: 2 });
  expect(await checkPassword(runtime, { ...attempt, email: "admin@lab.org" })).toMatchObject({ admin: true });
  expect(await checkPassword(runtime, { ...attempt, email: "Ana@lab.org" })).toBeNull();
  expect(await checkPassword(runtime, { ...attempt, email: "ana@lab.org", password: "wnt-2" })).toBeNull();
});

test("their graphs are read, ours are written, and a group's members hear of it", async () => {
  expect(await readGraph(db, ana, 1)).toMatchObject({ name: "Old graph", styleJson: null });
  expect(await readLayout(db, ana, { graphId: 1, id: 1 })).toMatchObject({ name: "Old layout", createdAt: null });
  // Its indexes hold neither endless labels nor two edges of one name.
  const endless = Array.from({ length: 1200 }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919) % 20_000))).join("");
  const edge = (source: string, target: string) => ({ data: { source, target, name: "activates" } });
  const json = {
    elements: {
      nodes: [{ data: { id: "a", label: endless } }, { data: { id: "b" } }, { data: { id: "c" } }],
      edges: [edge("a", "b"), edge("b", "c"), edge("c", "a"), { data: { source: "b", target: "a", name: "c-a" } }],
    },
  };
  const graph = await createGraph(db, ana, { name: "New", graph_json: json, tags: ["wnt"] });
  await expect(createGraph(db, ana, { name: "New", graph_json: json })).rejects.toMatchObject({ code: 1002 });
  await updateGraph(db, ana, 1, { graph_json: json });
  const { edges } = await listEdges(db, ana, 1, {}, { limit: 9, offset: 0 });
  expect(edges.map(({ name }) => name).sort()).toEqual(["activates", "b-a", "b-c", "c-a"]);
  const layout = await createLayout(db, ana, graph.id, { name: "L" });
  await expect(createLayout(db, ana, graph.id, { name: "L" })).rejects.toMatchObject({ code: 1014 });
  await updateGraph(db, ana, graph.id, { default_layout_id: layout.id });
  await shareGraph(db, ana, { graphId: graph.id, groupId: 1 });
  const rows = await db.sql<(Omit<OutboxRow, "id"> & { id: string })[]>`
    select id, topic, key, value, headers, created_at as "createdAt" from notification.outbox order by id`;
  const deliver = outboxSource({ ...runtime, clusterId: "embedded" }, runtime.config.topics);
  await deliver(rows.map((row) => ({ ...row, id: BigInt(row.id) })));
  const told = await db.sql`
    select u.email, e.verb from notification.notification n join notification.event e on e.id = n.event_id
    join public."user" u on u.id = n.user_id where e.verb = 'graph.shared'`;
  expect(told).toEqual([{ email: "flud", verb: "graph.shared" }]);
});

test("what was written can be changed and deleted again, and theirs stays", async () => {
  const fewer = { elements: { nodes: [{ data: { id: "b", label: "B" } }], edges: [] } };
  const { id, defaultLayoutId } = await createGraph(db, ana, { name: "Short", graph_json: fewer });
  const layout = await createLayout(db, ana, id, { name: "L" });
  await updateGraph(db, ana, id, { default_layout_id: layout.id, name: "Shorter", tags: ["a", "b"] });
  await deleteLayout(db, ana, { graphId: id, id: layout.id });
  expect(await readGraph(db, ana, id)).toMatchObject({ defaultLayoutId, name: "Shorter", tags: ["a", "b"] });
  const group = await createGroup(db, ana, { name: "New Lab" });
  await addMember(db, ana, group.id, { email: "flud" });
  await shareGraph(db, ana, { graphId: id, groupId: group.id });
  await unshareGraph(db, ana, { graphId: id, groupId: group.id });
  await removeMember(db, ana, { groupId: group.id, userId: 2 });
  await deleteGroup(db, ana, group.id);
  await deleteGraph(db, ana, id);
  // Its nodes keep their ids, and take the edges that went with them.
  const before = await theirs`select id from public.node where graph_id = 1 and name = 'b'`;
  await updateGraph(db, ana, 1, { graph_json: fewer });
  expect(await theirs`select id from public.node where graph_id = 1`).toEqual(before);
  expect(await theirs`select from public.edge where graph_id = 1`).toHaveLength(0);
});

test("dropping the two schemas takes all of it away again", async () => {
  const before = await publicState();
  await theirs.unsafe("drop schema notification cascade; drop schema auth cascade");
  expect(await publicState()).toBe(before);
  await expect(theirs`delete from public."user" where email = 'flud'`).resolves.toHaveProperty("count", 1);
});
