import { sql as fragment } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { watch } from "../../drizzle/schema/preferences";
import { testDatabase } from "../testing/test-database";
import { orm } from "./orm";

const { db } = await testDatabase();

test("drizzle reads and writes by the schema, in a transaction too", async () => {
  const row = { userId: 1, resourceType: "graph", resourceId: 7, level: "muted" as const };
  const rolledBack = db.transaction(async (sql) => {
    await orm(sql)
      .insert(watch)
      .values({ ...row, userId: 2 });
    throw new Error("no");
  });
  await expect(rolledBack).rejects.toThrow("no");
  await db.within((sql) => orm(sql).insert(watch).values(row));
  expect(await orm(db.sql).select().from(watch)).toEqual([{ ...row, createdAt: expect.any(Date) }]);
});

test("values keep their types in tagged queries, also once drizzle was used", async () => {
  await orm(db.sql).execute(fragment`select 1`);
  const [row] = await db.sql`
    select now() as now, ${new Date(0)}::timestamptz as epoch, 5::int8 as big, '2026-01-02 03:04'::timestamp as zoneless,
      ${db.sql.json({ a: 1 })}::jsonb as json, ${[new Date(0).toISOString()]}::timestamptz[] as times`;
  expect(row?.now).toBeInstanceOf(Date);
  expect(row).toMatchObject({
    epoch: new Date(0),
    big: "5",
    zoneless: "2026-01-02 03:04:00",
    json: { a: 1 },
    times: [new Date(0)],
  });
});

test("a passed deadline rejects with 503, and what else is under way goes on", async () => {
  const other = db.within((sql) => sql`select pg_sleep(0.5), 1 as one`);
  await expect(db.within((sql) => sql`select pg_sleep(1)`, 100)).rejects.toMatchObject({ status: 503 });
  expect(await other).toMatchObject([{ one: 1 }]);
  expect(await db.sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a deadlock tries the whole transaction again", async () => {
  await db.sql`create table public.pair (id int primary key, n int not null)`;
  await db.sql`insert into public.pair values (1, 0), (2, 0)`;
  const add = (first: number, second: number) =>
    db.transaction(async (sql) => {
      await sql`update public.pair set n = n + 1 where id = ${first}`;
      await new Promise((resolve) => setTimeout(resolve, 50));
      await sql`update public.pair set n = n + 1 where id = ${second}`;
    });
  await Promise.all([add(1, 2), add(2, 1), add(1, 2), add(2, 1)]);
  expect(await db.sql`select n from public.pair order by id`).toEqual([{ n: 4 }, { n: 4 }]);
});

test("a connection lost in the middle of a transaction costs that transaction; what follows goes on at once", async () => {
  const killer = db.dedicated();
  onTestFinished(() => killer.end());
  for (let round = 0; round < 8; round++) {
    const lost = db.transaction(async (sql) => {
      const [me] = await sql<[{ pid: number }]>`select pg_backend_pid() as pid`;
      const asleep = sql`select pg_sleep(20)`;
      await killer`select pg_terminate_backend(${me.pid})`;
      await asleep;
    });
    await expect(lost).rejects.toThrow();
    const started = Date.now();
    await Promise.all(Array.from({ length: 8 }, () => db.transaction((sql) => sql`select ${round}::int`)));
    expect(Date.now() - started).toBeLessThan(5000);
  }
});
