import { execFile, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteRequest } from "@/server/client-address";
import { parseEvent } from "@/server/ingest/parse-event";
import { callRoute } from "@/server/testing/call-route";
import { messageOn } from "@/server/testing/messages";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { POST } from "./[topic]/route";

const { db } = await testDatabase();
testRuntime(db);
const run = promisify(execFile);
const here = (program: string) => spawnSync(program, ["--version"]).status === 0;

const server = createServer(async (request, response) => {
  noteRequest(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { authorization = "", "content-type": type = "" } = request.headers;
  const answer = await callRoute(POST, {
    method: "POST",
    params: { topic: request.url?.split("/").pop() ?? "" },
    headers: { authorization, "content-type": type, origin: "" },
    body: Buffer.concat(chunks).toString("utf8"),
  });
  response.writeHead(answer.status).end(JSON.stringify(answer.body));
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

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
