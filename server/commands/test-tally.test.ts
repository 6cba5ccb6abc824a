import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { sumUp, tallyOfPlaywright, tallyOfVitest } from "./test-tally";

const report = (content: object) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "graphspace-tally-")), "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const good = { passed: 3, failed: 0, skipped: [], failures: [], flaky: [] };

test("a test file that does not load counts as a failure, though it has no failing test", () => {
  const file = report({
    testResults: [
      { name: "a.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "works" }] },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
    ],
  });
  expect(tallyOfVitest(file, 1)).toMatchObject({ passed: 1, failed: 1, failures: ["b.test.ts does not load"] });
});

test("a test that passed only when tried again counts, and is named", () => {
  const tests = [
    { status: "passed", fullName: "steady", failureMessages: [] },
    { status: "passed", fullName: "lost a race", failureMessages: ["AssertionError: expected 0 to be 1"] },
    { status: "failed", fullName: "broken", failureMessages: ["once", "twice"] },
  ];
  const file = report({ testResults: [{ name: "a.test.ts", status: "failed", assertionResults: tests }] });
  expect(tallyOfVitest(file, 1)).toMatchObject({ passed: 2, failed: 1, flaky: ["lost a race"] });
});

test("a runner that ends badly with no failing test, or without a report, counts as a failure", () => {
  const file = report({ testResults: [] });
  expect(tallyOfVitest(file, 1).failed).toBe(1);
  expect(tallyOfVitest("/nowhere/report.json", 1).failed).toBe(1);
  expect(tallyOfPlaywright("/nowhere/report.json", 1).failed).toBe(1);
});

test("a browser test that passed only when tried again counts, and is named", () => {
  const specs = ["expected", "flaky", "unexpected", "skipped"].map((status) => ({
    title: status,
    tests: [{ status }],
  }));
  const file = report({
    suites: [{ title: "a.spec.ts", specs, suites: [{ title: "inner", specs: specs.slice(0, 1) }] }],
  });
  expect(tallyOfPlaywright(file, 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: ["skipped"],
    failures: ["unexpected"],
    flaky: ["flaky"],
  });
});

test("what could not run is told with its remedy, and fails where everything must run", () => {
  const missing = ["the browser tests. Get one: npx playwright install chromium"];
  const lenient = sumUp([good], missing, false);
  expect(lenient.failed).toBe(0);
  expect(lenient.lines.join("\n")).toContain("npx playwright install chromium");
  expect(lenient.lines.at(-1)).toBe("\n3 passed, 0 failed");

  const strict = sumUp([good, { ...good, skipped: ["one"] }], missing, true);
  expect(strict.failed).toBe(2);
  expect(strict.lines.at(-1)).toBe("\n6 passed, 2 failed");
});
