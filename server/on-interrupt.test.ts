import { afterEach, expect, test, vi } from "vitest";
import { onInterrupt } from "./on-interrupt";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const before = new Set(signals.flatMap((signal) => process.listeners(signal)));
afterEach(() => {
  for (const signal of signals)
    for (const heard of process.listeners(signal)) if (!before.has(heard)) process.off(signal, heard);
});

test("the first signal stops, its echo is nothing, and one a second later means now", () => {
  const [stop, now] = [vi.fn(), vi.fn()];
  const clock = vi.spyOn(performance, "now").mockReturnValue(5_000);
  onInterrupt(stop, now);
  process.emit("SIGINT");
  process.emit("SIGINT");
  process.emit("SIGHUP");
  expect([stop.mock.calls.length, now.mock.calls.length]).toEqual([1, 0]);
  clock.mockReturnValue(6_500);
  process.emit("SIGINT");
  expect([stop.mock.calls.length, now.mock.calls.length]).toEqual([1, 1]);
});
