import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { parseEvent } from "@/server/ingest/parse-event";
import { startEventsServer } from "@/server/testing/events-server";
import { messageOn } from "@/server/testing/messages";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";

const { db } = await testDatabase();
testRuntime(db);
const run = promisify(execFile);
const here = (program: string) => spawnSync(program, ["--version"]).status === 0;

const { url, stop } = await startEventsServer();
afterAll(stop);

test.each(
  [
    [process.execPath, ["--import", "tsx", "docs/examples/produce.ts", "42"]],
    ["python3", ["docs/examples/produce.py", "42"]],
  ].filter(([program]) => here(program as string)) as [string, string[]][],
)("the example producer runs: %s %j", async (program, args) => {
  await db.sql`truncate notification.outbox`;
  const { stdout } = await run(program, args, { env: { ...process.env, GRAPHSPACE_URL: url } });
  expect(stdout).toContain('202 {"accepted":1}');
  const rows = await db.sql<{ key: string; value: string }[]>`select key, value from notification.outbox`;
  expect(rows.map(({ key }) => key)).toEqual(["graph/42"]);
  expect(parseEvent(messageOn("owner", rows[0]?.value))).toHaveProperty("action.changes.nodesAdded.total", 2);
  await expect(
    run(program, args, { env: { ...process.env, GRAPHSPACE_URL: url, GRAPHSPACE_TOKEN: "no" } }),
  ).rejects.toThrow();
});
