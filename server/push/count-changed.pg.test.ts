import { expect, test } from "vitest";
import type { Database } from "../database/database";
import { takeSnapshot } from "../inbox/snapshot";
import { createLogger } from "../logger";
import { notify } from "../testing/notify";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { countChanged } from "./count-changed";

const { db } = await testDatabase();
const [ana = 0] = await addPeople(db, "ana@lab.org");
await notify(db.sql, [ana]);

test("counts that failed are tried again a second later, however often somebody looks, and nobody is forgotten", async () => {
  let isAway = true;
  let tries = 0;
  const shaky: Database = Object.create(db, {
    within: {
      value: async (...work: Parameters<Database["within"]>) => {
        tries++;
        if (isAway) throw new Error("away");
        return db.within(...work);
      },
    },
  });
  const told: number[] = [];
  const asked: number[] = [];
  const counting = countChanged(
    { db: shaky, log: createLogger("silent") },
    (counts) => told.push(counts.get(ana)?.unread ?? -1),
    (ms) => asked.push(ms),
  );
  const to = await takeSnapshot(db.sql);
  counting.add(ana);
  counting.begin(to, false);
  await counting.settled();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeGreaterThan(900);
  isAway = false;
  const began = performance.now();
  while (told.length === 0) {
    expect(counting.dueIn()).toBeLessThanOrEqual(1000);
    counting.begin(to, false);
    await counting.settled();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(performance.now() - began).toBeGreaterThan(900);
  expect([told, tries]).toEqual([[1], 2]);
  expect(counting.dueIn()).toBe(Number.POSITIVE_INFINITY);
});
