import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time";

test("a burst of wishes is one run at once and one after it; never two at a time, and the last wish is served", async () => {
  let running = 0;
  let most = 0;
  const startedAt: number[] = [];
  const sweeps = oneAtATime(async () => {
    startedAt.push(performance.now());
    most = Math.max(most, ++running);
    await sleep(30);
    running--;
  }, 100);
  for (let n = 0; n < 50; n++) sweeps.ask();
  expect(startedAt).toHaveLength(1);
  await sleep(60);
  sweeps.ask();
  const last = performance.now();
  await sleep(250);
  expect(most).toBe(1);
  expect(startedAt).toHaveLength(2);
  expect(startedAt[1]).toBeGreaterThan(last);
  await sweeps.stop();
});

test("a run that fails does not end the next one, and after stop nothing runs", async () => {
  let runs = 0;
  const sweeps = oneAtATime(async () => {
    runs++;
    throw new Error("the database is away");
  }, 1);
  sweeps.ask();
  await sleep(20);
  sweeps.ask();
  await sleep(20);
  expect(runs).toBe(2);
  await sweeps.stop();
  sweeps.ask();
  expect(runs).toBe(2);
});
