import postgres from "postgres";
import { afterAll, expect, inject, test } from "vitest";
import { StartError } from "../start-error";
import { migrate } from "./migrate";

const server = inject("databaseServer");
const name = `migrated_${process.pid}`;
const url = server.replace(/\/postgres$/, `/${name}`);
const admin = postgres(server, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${name}`);
afterAll(async () => {
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.end();
});

test("what hangs on a row that is deleted is found by an index, whatever the row", async () => {
  await migrate(url);
  const sql = postgres(url, { max: 1 });
  const without = await sql`
    select c.conrelid::regclass::text as "table", a.attname::text as "column" from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f'
      and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`;
  await sql.end();
  expect(without).toEqual([]);
});

test("tables of an unfinished version are refused in words that say what to do, and are left as they are", async () => {
  await migrate(url);
  const sql = postgres(url, { max: 1 });
  const [before] = await sql`select count(*)::int as migrations from notification.migration`;
  await sql`update notification.migration set created_at = 1`;
  const refused = migrate(url);
  await expect(refused).rejects.toBeInstanceOf(StartError);
  await expect(refused).rejects.toThrow(/DATA_DIR|drop the schemas/);
  expect(await sql`select count(*)::int as migrations from notification.migration`).toEqual([before]);
  await sql.end();
});

test("a database that does not let us in is told in words that name the place and the setting, not the password", async () => {
  for (const closed of [server.replace(/\/postgres$/, "/nowhere"), "postgresql://ana:secret@127.0.0.1:1/graphspace"]) {
    const refused = migrate(closed);
    await expect(refused).rejects.toBeInstanceOf(StartError);
    await expect(refused).rejects.toThrow(new RegExp(`${new URL(closed).host}.*DATABASE_URL`));
    await expect(refused).rejects.not.toThrow("secret");
  }
});
