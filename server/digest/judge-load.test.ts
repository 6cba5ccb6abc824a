import { expect, test } from "vitest";
import { readConfig } from "../config";
import { judgeLoad, limitsOf, type NodeLoad } from "./judge-load";

const now = new Date("2026-11-22T10:00:00Z");
const limits = limitsOf(readConfig({}));
const quiet = { utilization: 0.02, delayMs: 1, load: 0.1, cpuPressure: 0.5, ioPressure: 0, backends: 0.01, lag: 0 };
const node = (change: Partial<NodeLoad> = {}): NodeLoad => ({
  node: "one",
  measuredAt: new Date(now.getTime() - 3_000),
  coveredSeconds: 120,
  latest: quiet,
  worst: quiet,
  lost: [],
  ...change,
});
const judge = (...nodes: NodeLoad[]) => judgeLoad(nodes, limits, { now, idleSeconds: 60, freshSeconds: 20 });

test("quiet on every signal for the whole window is idle", () => {
  expect(judge(node(), node({ node: "two" }))).toEqual({ idle: true, tooBusy: false, reasons: [] });
});

test.each([
  ["utilization", 0.4],
  ["delayMs", 50],
  ["load", 0.5],
  ["cpuPressure", 10],
  ["ioPressure", 5],
  ["backends", 0.25],
  ["lag", 500],
] as const)("one second of %s at its limit is not idle, whichever node it was", (signal, value) => {
  const { idle, reasons } = judge(node(), node({ node: "two", worst: { ...quiet, [signal]: value } }));
  expect(idle).toBe(false);
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toContain("(two)");
});

test("what a system does not report decides nothing", () => {
  const { cpuPressure, ioPressure, backends, ...rest } = quiet;
  expect(judge(node({ latest: rest, worst: rest })).idle).toBe(true);
});

test("what stopped coming is never idle: a signal, a node, or all of them", () => {
  expect(judge(node({ lost: ["lag"] })).reasons).toEqual(["lag is no longer reported"]);
  expect(judge(node(), node({ node: "two", measuredAt: new Date(now.getTime() - 60_000) })).idle).toBe(false);
  expect(judge().idle).toBe(false);
  const broken = { ...quiet, utilization: Number.NaN };
  expect(judge(node({ latest: broken, worst: broken })).idle).toBe(false);
});

test("a node that has just started has not been idle for long enough", () => {
  expect(judge(node({ coveredSeconds: 59 })).reasons).toEqual(["measured for 59 of 60 s"]);
});

test("a run pauses at twice a limit, not before", () => {
  expect(judge(node({ latest: { ...quiet, utilization: 0.8 } })).tooBusy).toBe(false);
  expect(judge(node({ latest: { ...quiet, utilization: 0.81 } })).tooBusy).toBe(true);
});
