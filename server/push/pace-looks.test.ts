import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Pace, paceLooks } from "./pace-looks";

let pace: Pace;
/** When each look began, in ms since the test did. */
let looks: number[];
/** What each look does; at once, and the next one in 3 s, where nothing is said. */
let next: (() => Promise<number>)[];
let failures: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  const began = performance.now();
  looks = [];
  next = [];
  failures = [];
  pace = paceLooks(
    async () => {
      looks.push(performance.now() - began);
      return (await next.shift()?.()) ?? 3000;
    },
    (error) => failures.push(error),
  );
});
afterEach(() => {
  pace.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const takes = (ms: number) => () => new Promise<number>((resolve) => setTimeout(resolve, ms, 3000));
const fails = async () => {
  throw new Error("away");
};

test("a look says when the next one is due", async () => {
  next.push(async () => 50);
  pace.now();
  await pass(3100);
  expect(looks).toEqual([0, 50, 3050]);
});

test("many who ask at once are answered by one look, and by one more where it was under way", async () => {
  next.push(takes(20));
  for (let n = 0; n < 5; n++) pace.now();
  expect(pace.isHurried()).toBe(true);
  await pass(200);
  expect(looks).toEqual([0, 20]);
  expect(pace.isHurried()).toBe(false);
});

test("what was told already is looked for together, 100 ms after the last look", async () => {
  pace.now();
  for (let n = 0; n < 30; n++) {
    await pass(9);
    pace.soon();
  }
  expect(looks).toEqual([0, 100, 200]);
});

test("it is not forgotten where a look was under way", async () => {
  next.push(takes(30));
  pace.now();
  await pass(10);
  pace.soon();
  await pass(200);
  expect(looks).toEqual([0, 100]);
});

test("a look comes no later for being asked for within some time", async () => {
  next.push(async () => 50);
  pace.now();
  await pass(1);
  pace.within(1000);
  await pass(60);
  expect(looks).toEqual([0, 50]);
  pace.within(70);
  await pass(100);
  expect(looks).toEqual([0, 50, 131]);
});

test("after a look that failed the next comes a second later, and nobody hurries it but who has news", async () => {
  next.push(fails);
  pace.now();
  await pass(1);
  expect(failures).toHaveLength(1);
  pace.soon();
  pace.within(0);
  await pass(900);
  expect(looks).toEqual([0]);
  await pass(100);
  expect(looks).toEqual([0, 1000]);
  next.push(fails);
  pace.now();
  await pass(1);
  pace.now();
  await pass(1);
  expect(looks).toEqual([0, 1000, 1001, 1002]);
});

test("who asks for more while a look fails is answered a second later, too", async () => {
  next.push(async () => {
    await takes(10)();
    return fails();
  });
  pace.now();
  await pass(1);
  pace.now();
  pace.soon();
  await pass(1000);
  expect(looks).toEqual([0]);
  await pass(20);
  expect(looks).toEqual([0, 1010]);
});

test("stopped, none begins any more, and the last is waited for", async () => {
  next.push(takes(20));
  pace.now();
  pace.now();
  pace.stop();
  let isOver = false;
  const settled = pace.settled().then(() => {
    isOver = true;
  });
  await pass(10);
  expect(isOver).toBe(false);
  await pass(20);
  await settled;
  pace.now();
  pace.soon();
  pace.within(0);
  await pass(5000);
  expect(looks).toEqual([0]);
});
