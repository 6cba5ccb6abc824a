import { expect, onTestFinished, test } from "vitest";
import { testDatabase } from "../testing/test-database";
import { channels, hearHere, isFromHere, wake } from "./wake";

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

test("inside a transaction nobody hears before it has committed, and this process, too, hears it then", async () => {
  const { here, everywhere } = await listeners();
  await db.transaction(async (sql) => {
    await wake(sql, channels.changed);
    await sql`select pg_sleep(0.1)`;
    expect(everywhere).toEqual([]);
  });
  await expect.poll(() => everywhere).toEqual([false]);
  expect(here).toEqual([]);
});
