import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeEach, expect, test } from "vitest";
import { parseEvent } from "../ingest/parse-event";
import { startEventsServer } from "../testing/events-server";
import { messageOn } from "../testing/messages";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { sampleEvent } from "./sample-event";

// The command itself, as `npm run produce --` has it, to a server without Kafka.
const { db } = await testDatabase();
testRuntime(db);
const { url, stop } = await startEventsServer();
afterAll(() => {
  stop();
  rmSync(place, { recursive: true });
});
beforeEach(() => db.sql`truncate notification.outbox`);

const place = mkdtempSync(path.join(tmpdir(), "graphspace-produce-"));
const produce = (...args: string[]) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "server/commands/produce.ts", ...args, "--url", url], {
    env: { PATH: process.env.PATH, DATA_DIR: place, NODE_ENV: "test" },
  });
const outbox = () =>
  db.sql<
    { topic: string; key: string; value: string }[]
  >`select topic, key, value from notification.outbox order by id`;
const file = (...lines: string[]) => {
  const at = path.join(place, "events.jsonl");
  writeFileSync(at, lines.join("\n"));
  return at;
};

test("one event, of the type, the graph and the person that were asked for", async () => {
  const { stdout } = await produce("watching", "--type", "graph.shared", "--graph", "42", "--actor", "bo@lab.org");
  expect(stdout).toContain(`Sent through POST ${url}/api/events/watching`);
  const [row, ...more] = await outbox();
  expect([row?.topic, row?.key, more]).toEqual(["watching", "graph/42", []]);
  expect(parseEvent(messageOn("watching", row?.value))).toMatchObject({
    action: { verb: "graph.shared", actor: "bo@lab.org", resource: { type: "graph", id: 42 } },
  });
});

test("an original, as GraphSpace's own branch sends it", async () => {
  await produce("owner", "--original", "--graph", "42");
  const [row] = await outbox();
  expect(JSON.parse(row?.value ?? "")).toMatchObject({ resource: "graph", resource_id: 42 });
});

test("so many a second, for so long", async () => {
  const { stdout } = await produce("owner", "--rate", "40", "--for", "0.5s", "--graph", "42");
  expect(stdout).toMatch(/Sent 20 events in (0\.[5-9]|[1-9])/);
  const ids = (await outbox()).map(({ value }) => JSON.parse(value).id);
  expect(new Set(ids).size).toBe(20);
});

test("a file goes out line by line; one that is wrong is named by its line", async () => {
  const scene = {
    reader: "ana@lab.org",
    actor: "bo@lab.org",
    graph: { id: 42, name: "Wnt" },
    group: { id: 1, name: "Lab" },
  };
  const good = () => JSON.stringify(sampleEvent("owner", scene, {}));
  const { stdout } = await produce("owner", "--file", file(good(), "", good()));
  expect(stdout).toContain("Sent 2 messages");
  expect(await outbox()).toHaveLength(2);
  await expect(
    produce("owner", "--file", file(good(), good().replace(/"time":"[^"]*"/, '"time":"noon"'))),
  ).rejects.toThrow(/line 2 time must be an RFC 3339 time/);
  expect(await outbox()).toHaveLength(2);
});

test.each([
  [["nobody"], /npm run produce -- owner\|group\|watching/],
  [["owner", "--type", "graph.exploded"], /--type must be one of/],
  [["owner", "--for", "5s"], /--rate how many a second/],
  [["owner", "--rate", "much"], /--rate is events a second/],
  [["owner", "--file", "nowhere.jsonl"], /There is no file nowhere.jsonl/],
  [["owner", "--graph", "42", "--token", "wrong"], /answered 401/],
  [["owner", "--colour", "red"], /Unknown option '--colour'/],
])("%j is refused in a sentence, and nothing is sent", async (args, words) => {
  const { code, stderr } = await produce(...args).catch((error) => error);
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)]);
  expect(stderr).not.toContain("    at ");
  expect(await outbox()).toEqual([]);
});
