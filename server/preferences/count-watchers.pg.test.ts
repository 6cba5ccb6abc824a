import { expect, test } from "vitest";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { countWatchers } from "./count-watchers";

const { db } = await testDatabase();
const [ana, bo] = (await addPeople(db, "ana@lab.org", "bo@lab.org")) as [number, number];

test("who watches is counted by thing; who muted it, or watches something else of that number, is not", async () => {
  await db.sql`
    insert into notification.watch (user_id, resource_type, resource_id, level)
    values (${ana}, 'layout', 7, 'watching'), (${bo}, 'layout', 7, 'watching'), (${ana}, 'layout', 8, 'muted'),
      (${bo}, 'graph', 8, 'watching')`;
  expect([...(await countWatchers(db, "layout", [7, 8, 9]))]).toEqual([[7, 2]]);
});
