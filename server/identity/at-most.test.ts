import { expect, test } from "vitest";
import { atMost } from "./at-most";

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

test("never more than the limit at once, everybody gets a turn, in order", async () => {
  const run = atMost(2, 100);
  let running = 0;
  let peak = 0;
  const order: number[] = [];
  const work = (n: number) =>
    run(async () => {
      order.push(n);
      peak = Math.max(peak, ++running);
      await pause();
      running--;
      if (n % 3 === 0) throw new Error("one that fails gives its place back too");
    });
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => work(n)));
  expect(peak).toBe(2);
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test("a flood past the queue is told to come back", async () => {
  const run = atMost(1, 1);
  const all = await Promise.allSettled([1, 2, 3].map(() => run(pause)));
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect(all[2]).toMatchObject({ reason: { status: 503, headers: { "Retry-After": "5" } } });
});
