import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "../testing/test-database";
import { channels, hearHere, isFromHere, wake, wakeOften } from "./wake";

const { db } = await testDatabase();

async function listeners() {
  const here: string[] = [];
  const everywhere: boolean[] = [];
  const ears = db.dedicated();
  onTestFinished(() => ears.end());
  onTestFinished(hearHere(channels.changed, () => here.push("now")));
  await ears.listen(channels.changed, (payload) => void everywhere.push(isFromHere(payload)));
  return { here, everywhere };
}

test("this process hears at once, and knows what comes back through the database for its own", async () => {
  const { here, everywhere } = await listeners();
  const waking = wake(db.sql, channels.changed);
  expect(here).toEqual(["now"]);
  await waking;
  await expect.poll(() => everywhere).toEqual([true]);
  await db.sql`select pg_notify(${channels.changed}, 'another process')`;
  await expect.poll(() => everywhere).toEqual([true, false]);
});

test.each([
  ["now and then", wake],
  ["often", wakeOften],
])(
  "inside a transaction nobody hears before it has committed, and this process, too, hears it then: %s",
  async (_, wakeUp) => {
    const { here, everywhere } = await listeners();
    await db.transaction(async (sql) => {
      await wakeUp(sql, channels.changed);
      await sql`select pg_sleep(0.1)`;
      expect(everywhere).toEqual([]);
    });
    await expect.poll(() => everywhere).toEqual([false]);
    expect(here).toEqual([]);
  },
);

test("of what happens many times a second this process hears each, the others the first at once and the last soon", async () => {
  const { here, everywhere } = await listeners();
  let last = 0;
  const telling: Promise<void>[] = [];
  for (let n = 0; n < 20; n++) {
    telling.push(wakeOften(db.sql, channels.changed));
    if (n === 0) await expect.poll(() => everywhere.length, { interval: 1 }).toBe(1);
    last = everywhere.length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(here).toHaveLength(20);
  await Promise.all(telling);
  await expect.poll(() => everywhere.length).toBeGreaterThan(last);
  expect(everywhere.length).toBeLessThan(8);
  expect(everywhere).not.toContain(false);
});
