import { expect, test } from "vitest";
import { createWatchdog, stuckMs } from "./watchdog";

const clock = () => {
  let time = 0;
  return { now: () => time, pass: (ms: number) => (time += ms) };
};

test("nothing stored for 30 s while messages wait is stuck", () => {
  const { now, pass } = clock();
  const watchdog = createWatchdog(now);
  pass(stuckMs - 1);
  expect(watchdog.stuckFor(5n)).toBeNull();
  pass(1);
  expect(watchdog.stuckFor(5n)).toBe(stuckMs);
});

test("nothing to do is not stuck, however long", () => {
  const { now, pass } = clock();
  const watchdog = createWatchdog(now);
  pass(10 * stuckMs);
  expect(watchdog.stuckFor(0n)).toBeNull();
  pass(stuckMs - 1);
  expect(watchdog.stuckFor(1n)).toBeNull();
});

test("progress, or known trouble, starts the clock again", () => {
  const { now, pass } = clock();
  const watchdog = createWatchdog(now);
  pass(stuckMs - 1);
  watchdog.progress();
  pass(stuckMs - 1);
  expect(watchdog.stuckFor(5n)).toBeNull();
});
