import { expect, test } from "vitest";
import { testDatabase } from "../testing/test-database";

const { db } = await testDatabase();

test("times come back as Dates from tagged queries, beside drizzle on the same pool", async () => {
  const [row] = await db.sql`select now() as now, ${new Date(0)}::timestamptz as epoch, 5::int8 as big`;
  expect(row?.now).toBeInstanceOf(Date);
  expect(row?.epoch).toEqual(new Date(0));
  expect(row?.big).toBe("5");
});

test("a passed deadline rejects with 503 and the next query runs on a fresh pool", async () => {
  await expect(db.within((sql) => sql`select pg_sleep(5)`, 100)).rejects.toMatchObject({ status: 503 });
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
