import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import type { Database } from "../database/database";
import { channels, wake } from "../database/wake";
import { createHandover } from "../handover";
import { createLogger } from "../logger";
import { notifyAndWake } from "../testing/notify";
import { addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { followDatabase } from "./follow-database";

const { db } = await testDatabase();
const [ana = 0] = await addPeople(db, "ana@lab.org");
const ears = db.dedicated();
let waiting: (() => void)[] = [];
let readings = 0;
await ears.listen(channels.changed, () => {
  for (const hear of waiting) hear();
  waiting = [];
});
afterAll(() => ears.end());

/** In which something changes during every look, so that one follows the other without a pause. */
const restless: Database = Object.create(db, {
  within: {
    value: async (work: Parameters<Database["within"]>[0]) => {
      readings++;
      const result = await db.within(work);
      const changed = new Promise<void>((resolve) => waiting.push(resolve));
      await wake(db.sql, channels.changed);
      await changed;
      // Heard here, it is on its way to the follower's ears; a round trip later it is there.
      await db.sql`select 1`;
      return result;
    },
  },
});

test("without a pause between looks, who comes is part of the next one, and counts still come", async () => {
  const arrived: string[] = [];
  let unread = 0;
  const follower = followDatabase(
    { db: restless, log: createLogger("silent"), handover: createHandover() },
    new Set([ana]),
    {
      changes: (people) => arrived.push(...people.flatMap(({ arrivals }) => arrivals.map(({ id }) => id))),
      counts: (people) => {
        unread = people.get(ana)?.unread ?? unread;
      },
      everyoneToRefetch: () => {},
      stop: () => {},
    },
  );
  await expect.poll(() => readings, { timeout: 10_000 }).toBeGreaterThan(10);
  const before = readings;
  await follower.settled();
  // What is left of one look, and the beginning of the next.
  expect(readings - before).toBeLessThan(6);
  const id = await notifyAndWake(db, [ana]);
  await expect.poll(() => [arrived, unread], { timeout: 10_000 }).toEqual([[id], 1]);
  await follower.stop();
});

test("a clock that is set back holds no counts up, and makes nobody look again and again", async () => {
  let unread = 0;
  let looks = 0;
  const counting: Database = Object.create(db, {
    within: {
      value: (...work: Parameters<Database["within"]>) => {
        looks++;
        return db.within(...work);
      },
    },
  });
  const follower = followDatabase(
    { db: counting, log: createLogger("silent"), handover: createHandover() },
    new Set([ana]),
    {
      changes: () => {},
      counts: (people) => {
        unread = people.get(ana)?.unread ?? unread;
      },
      everyoneToRefetch: () => {},
      stop: () => {},
    },
  );
  await follower.settled();
  await notifyAndWake(db, [ana]);
  await expect.poll(() => unread, { timeout: 5000 }).toBeGreaterThan(0);
  const before = unread;
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
  onTestFinished(() => clock.mockRestore());
  looks = 0;
  await notifyAndWake(db, [ana]);
  await expect.poll(() => unread, { timeout: 2000 }).toBe(before + 1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(looks).toBeLessThan(10);
  await follower.stop();
});

test("who comes while counts are on their way waits for them: older ones do not follow what they are told", async () => {
  const order: string[] = [];
  let open = () => {};
  let gate: Promise<void> | null = null;
  const slow: Database = Object.create(db, {
    within: {
      value: async (...work: Parameters<Database["within"]>) => {
        await gate;
        return db.within(...work);
      },
    },
  });
  const follower = followDatabase(
    { db: slow, log: createLogger("silent"), handover: createHandover() },
    new Set([ana]),
    {
      changes: (people) => {
        if (people.length === 0) return;
        gate = new Promise((resolve) => {
          open = resolve;
        });
      },
      counts: () => order.push("counts"),
      everyoneToRefetch: () => {},
      stop: () => {},
    },
  );
  await follower.settled();
  await notifyAndWake(db, [ana]);
  await expect.poll(() => gate !== null).toBe(true);
  const settled = follower.settled().then(() => order.push("settled"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  open();
  await settled;
  expect(order).toEqual(["counts", "settled"]);
  await follower.stop();
});
