import { expect, test } from "vitest";
import { testDatabase } from "../testing/test-database";
import { fixed, fragment, nothing } from "./fragment";

const { db } = await testDatabase();

test("pieces hold pieces, and what they are given stays a parameter", async () => {
  const named = (name: string) => fragment`${fixed("name")} = ${name}`;
  const either = ["b", "'; drop table x; --", "c"].map(named).reduce((all, each) => fragment`${all} or ${each}`);
  const rows = await db.sql`select name from (values ('a'), ('b'), ('''; drop table x; --')) v (name)
    where ${either} ${nothing} order by 1 limit ${5}`;
  expect(rows.map(({ name }) => name)).toEqual(["'; drop table x; --", "b"]);
});

test("one piece is good for any number of statements, at once and on several pools", async () => {
  const number = fragment`${21}::int`;
  const other = db.dedicated();
  const pools = [db.sql, other, db.sql, db.sql, other];
  const answers = await Promise.all(
    pools.map((sql) => sql`select ${number} * 2 as answer, ${number} = ${21}::int as same`),
  );
  await other.end();
  for (const [row] of answers) expect(row).toEqual({ answer: 42, same: true });
});

test("a piece by itself is no statement: awaiting it runs nothing", async () => {
  const piece = fragment`select 1`;
  expect(await (piece as unknown)).toBe(piece);
});
