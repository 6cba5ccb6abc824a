import { readFile } from "node:fs/promises";
import bcrypt from "bcrypt";
import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { checkPassword } from "../identity/check-password";
import { outboxSource } from "../ingest/outbox-source";
import type { OutboxRow } from "../outbox/relay";
import { testRuntime } from "../testing/test-runtime";
import { createGraph } from "../workspace/create-graph";
import { createLayout } from "../workspace/create-layout";
import { readGraph } from "../workspace/read-graph";
import { shareGraph } from "../workspace/share-graph";
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

/** Everything that `public` consists of and holds. */
async function publicState() {
  const [columns, indexes, constraints, others] = await Promise.all([
    theirs`select table_name, column_name, data_type, column_default, is_nullable from information_schema.columns
      where table_schema = 'public' order by 1, ordinal_position`,
    theirs`select tablename, indexdef from pg_indexes where schemaname = 'public' order by indexdef`,
    theirs`select conrelid::regclass::text as table, conname, pg_get_constraintdef(oid) as definition
      from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    theirs`select (select count(*)::int from pg_trigger where not tgisinternal) as triggers,
      (select count(*)::int from pg_proc where pronamespace = 'public'::regnamespace) as functions,
      (select array_agg(extname::text order by extname) from pg_extension) as extensions`,
  ]);
  const tables = [...new Set(columns.map((column) => column.table_name as string))].filter(
    (table) => table !== "pg_stat_statements",
  );
  const rows = await Promise.all(
    tables.map(async (table) => [table, await theirs`select * from ${theirs(`public.${table}`)} order by 1`] as const),
  );
  return JSON.stringify({ columns, indexes, constraints, others, rows });
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
  expect(await checkPassword(runtime, { ...attempt, email: "Ana@lab.org" })).toBeNull();
  expect(await checkPassword(runtime, { ...attempt, email: "ana@lab.org", password: "wnt-2" })).toBeNull();
});

test("their graphs are read, ours are written, and a group's members hear of it", async () => {
  expect(await readGraph(db, ana, 1)).toMatchObject({ name: "Old graph", createdAt: null });
  const json = {
    elements: {
      nodes: [{ data: { id: "a" } }, { data: { id: "b" } }],
      edges: [{ data: { source: "a", target: "b" } }],
    },
  };
  const graph = await createGraph(db, ana, { name: "New", graph_json: json, tags: ["wnt"] });
  await expect(createGraph(db, ana, { name: "New", graph_json: json })).rejects.toMatchObject({ code: 1002 });
  await updateGraph(db, ana, 1, { graph_json: json });
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

test("dropping the two schemas takes all of it away again", async () => {
  const before = await publicState();
  await theirs.unsafe("drop schema notification cascade; drop schema auth cascade");
  expect(await publicState()).toBe(before);
  await expect(theirs`delete from public."user" where email = 'flud'`).resolves.toHaveProperty("count", 1);
});
