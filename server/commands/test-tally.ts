import { existsSync, readFileSync } from "node:fs";

/** What a test runner did; `skipped`, `failures` and `flaky` (passed when tried again) are names. */
export type Tally = { passed: number; failed: number; skipped: string[]; failures: string[]; flaky: string[] };

/** A runner that failed without a failing test (a file that does not load, a setup that throws) counts as one. */
const atLeastOne = (tally: Tally, exitCode: number, runner: string): Tally =>
  exitCode === 0 || tally.failed > 0
    ? tally
    : { ...tally, failed: 1, failures: [`${runner} itself (exit ${exitCode}); see above`] };

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
};

/** Reads vitest's JSON report. A test that passed only when tried again counts, and is named. */
export function tallyOfVitest(file: string, exitCode: number): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [], failures: [], flaky: [] };
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as VitestReport) : { testResults: [] };
  for (const { name, status, assertionResults } of report.testResults) {
    const before = tally.failed;
    for (const { status: result, fullName, failureMessages = [] } of assertionResults) {
      if (result === "passed") {
        tally.passed++;
        // Those of the tries before it passed.
        if (failureMessages.length > 0) tally.flaky.push(fullName);
      } else if (result === "failed") {
        tally.failed++;
        tally.failures.push(fullName);
      } else tally.skipped.push(fullName);
    }
    if (status === "failed" && tally.failed === before) {
      tally.failed++;
      tally.failures.push(`${name} does not load`);
    }
  }
  return atLeastOne(tally, exitCode, "vitest");
}

type Suite = { title: string; suites?: Suite[]; specs?: { title: string; tests: { status: string }[] }[] };

/** Reads Playwright's JSON report, likewise. */
export function tallyOfPlaywright(file: string, exitCode: number): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: [], failures: [], flaky: [] };
  const visit = (suite: Suite) => {
    for (const { title, tests } of suite.specs ?? [])
      for (const { status } of tests) {
        if (status === "expected") tally.passed++;
        else if (status === "flaky") {
          tally.passed++;
          tally.flaky.push(title);
        } else if (status === "skipped") tally.skipped.push(title);
        else {
          tally.failed++;
          tally.failures.push(title);
        }
      }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  if (existsSync(file)) visit({ title: "", suites: (JSON.parse(readFileSync(file, "utf8")) as Suite).suites });
  return atLeastOne(tally, exitCode, "playwright");
}

/**
 * The end of a run: what failed, what was skipped and how to mend it, and last `N passed, N failed`.
 * @param missing parts that did not run at all, each with the way to mend it
 * @param mustHaveAll counts whatever was skipped as failed
 */
export function sumUp(tallies: Tally[], missing: string[], mustHaveAll: boolean): { lines: string[]; failed: number } {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const skipped = tallies.flatMap((tally) => tally.skipped);
  let failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
  const lines = tallies.flatMap((tally) => tally.failures).map((failure) => `FAILED: ${failure}`);
  for (const name of tallies.flatMap((tally) => tally.flaky)) lines.push(`FLAKY (passed when tried again): ${name}`);
  for (const what of missing) lines.push(`\nSKIPPED: ${what}`);
  if (skipped.length > 0) lines.push(`\nSKIPPED: ${skipped.length} tests:`, ...skipped.map((name) => `  ${name}`));
  if (mustHaveAll && missing.length + skipped.length > 0) {
    lines.push("\nWith CI=true everything must run, so what was skipped counts as failed.");
    failed += missing.length + skipped.length;
  }
  lines.push(`\n${passed} passed, ${failed} failed`);
  return { lines, failed };
}
