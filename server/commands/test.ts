import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { kafkaJars } from "../kafka/jars";
import { buildIfStale } from "./build-if-stale";
import { findChromium } from "./find-chromium";
import { runCommand } from "./run-command";
import { sumUp, type Tally, tallyOfPlaywright, tallyOfVitest } from "./test-tally";

// What the tests need is found or fetched first; what cannot be had is said at the end. The last line is for machines.

/** What people do shares one application; states have one for each worker. */
const browserProjects = [
  ["use", 1],
  ["states", 2],
] as const;

await runCommand(async () => {
  console.log("Every test: unit, PostgreSQL, Kafka, mail, browser.\n");
  const missing: string[] = [];

  const kafka = await kafkaJars((line) => console.log(`  Kafka      ${line}`)).then(
    (jars) => ({ jars }),
    (error: Error) => ({ missing: error.message }),
  );
  if ("missing" in kafka) missing.push(`the tests that need Kafka. ${kafka.missing}`);
  console.log(`  Kafka      ${"jars" in kafka ? `Apache Kafka, ${kafka.jars}` : "MISSING"}`);
  const chromium = findChromium({ download: true });
  if ("missing" in chromium) missing.push(`the browser tests. ${chromium.missing}`);
  console.log(`  Chromium   ${"path" in chromium ? `${chromium.whose}, ${chromium.path}` : "MISSING"}`);
  console.log("  PostgreSQL embedded");
  await buildIfStale(process.cwd(), (line) => console.log(`  pages      ${line}`));

  const reports = mkdtempSync(path.join(tmpdir(), "graphspace-reports-"));
  const tallies: Tally[] = [];
  const vitestReport = path.join(reports, "vitest.json");
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
  const unit = await run([...vitest, `--outputFile.json=${vitestReport}`]);
  tallies.push(tallyOfVitest(vitestReport, unit));

  // One after the other: the machine has not more of both to give.
  for (const [project, workers] of "path" in chromium ? browserProjects : []) {
    const report = path.join(reports, `${project}.json`);
    const playwright = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"];
    const browser = await run([...playwright, `--project=${project}`, `--workers=${workers}`], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    tallies.push(tallyOfPlaywright(report, browser));
  }
  rmSync(reports, { recursive: true, force: true });

  const { lines, failed } = sumUp(tallies, missing, process.env.CI === "true");
  console.log(lines.join("\n"));
  process.exitCode = failed > 0 ? 1 : 0;
});

/** Runs a test runner in this terminal; resolves to its exit code. */
function run(command: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
