import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { testDatabase } from "../testing/test-database";
import { testRuntime } from "../testing/test-runtime";
import { startWeb } from "./start-web";

const { db } = await testDatabase();

test.each([
  ["*", 400],
  ["http://evil.example", 400],
  ["http://evil.example/healthz", 200],
])("GET %s, as proxies and scanners ask, is %i", async (target, status) => {
  const { server, stop } = await startWeb(testRuntime(db, { ROLES: "ingest" }), { dev: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  expect(answer).toContain(`HTTP/1.1 ${status} `);
});

test("why a part is not ready is told on the machine's own network; others learn which part", async () => {
  const runtime = testRuntime(db, { ROLES: "ingest" });
  runtime.readiness.add("database", () => "connect ECONNREFUSED 10.0.0.3:5432");
  const { server, stop } = await startWeb(runtime, { dev: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const ask = (headers = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`, { headers }).then((answer) =>
      answer.json(),
    );
  expect(await ask()).toEqual({ status: "not ready", reasons: { database: "connect ECONNREFUSED 10.0.0.3:5432" } });
  const forwarded = await ask({ "x-forwarded-for": "198.51.100.1" });
  expect(forwarded).toEqual({ status: "not ready", reasons: { database: "is not ready" } });
});

test("probes answer with a slash at the end too, and say what may be asked", async () => {
  const { server, stop } = await startWeb(testRuntime(db, { ROLES: "ingest" }), { dev: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  for (const path of ["/healthz", "/healthz/", "/metrics/"]) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    const options = await fetch(`http://127.0.0.1:${port}${path}`, { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  }
});

test.each([
  ["GET", "/graphs/%ff", 400, { status: 400, title: "Bad request" }],
  ["GET", "/api/v1/graphs/%E0%A4%A?x=1", 400, { error_code: 1002, http_request: "GET /api/v1/graphs/%E0%A4%A" }],
  ["PROPFIND", "/api/v1/graphs/", 405, { status_code: 405, error_code: 1001 }],
  ["PROPFIND", "/api/notifications", 405, { status: 405, title: "Method not allowed" }],
])("%s %s is refused with %i, under /api/v1 as GraphSpace does", async (method, path, status, body) => {
  const { server, stop } = await startWeb(testRuntime(db, { ROLES: "ingest" }), { dev: false });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject(body);
});

test("a request that fails is logged without what its address keeps secret", async () => {
  const runtime = testRuntime(db, { ROLES: "ingest" });
  const log = vi.spyOn(runtime.log, "error").mockImplementation(() => {});
  const imagesOf = () => Promise.reject(new Error("on purpose"));
  const { server, stop } = await startWeb(runtime, { dev: false, imagesOf });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  const paths = [
    "/api/feed/s3cret?query=is:unread",
    "/unsubscribe/s3cret",
    "/groups/5/join/?x=1&code=s3cret",
    "/graphs/5?tab=info",
  ];
  for (const path of paths) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(500);
  expect(log.mock.calls.map(([entry]) => (entry as unknown as { url: string }).url)).toEqual([
    "/api/feed/…?query=is:unread",
    "/unsubscribe/…",
    "/groups/5/join/?x=1&code=…",
    "/graphs/5?tab=info",
  ]);
});
