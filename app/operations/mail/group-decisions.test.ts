import { expect, test } from "vitest";
import type { DigestRun } from "@/server/digest/list-runs";
import { groupDecisions } from "./group-decisions";

const run = (id: number, decision: DigestRun["decision"]): DigestRun => ({
  id: String(id),
  decision,
  reason: "",
  startedAt: new Date(id * 60_000),
  endedAt: null,
  people: 0,
  mails: 0,
  outcomes: {},
});

test("being put off again and again is one line, a run always its own", () => {
  const entries = groupDecisions([
    run(7, "ran"),
    run(6, "ran"),
    run(5, "put-off"),
    run(4, "put-off"),
    run(3, "put-off"),
    run(2, "held"),
    run(1, "put-off"),
  ]);
  expect(entries.map(({ run: { id }, times, since }) => [id, times, since.getTime() / 60_000])).toEqual([
    ["7", 1, 7],
    ["6", 1, 6],
    ["5", 3, 3],
    ["2", 1, 2],
    ["1", 1, 1],
  ]);
});
