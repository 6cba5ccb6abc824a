import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { clearLeftovers, readPostmaster, servesFrom } from "./database/embedded-leftovers";
import { serverIdentity } from "./database/embedded-place";
import { type App, startApp, untilReady } from "./testing/start-app";

// Real processes, as a person at a terminal has them. ROLES=relay: everything but the pages, which need a build.
const apps: App[] = [];
let dataDir: string;
const start = async (env: Record<string, string> = {}) => {
  const app = await startApp({ DATA_DIR: dataDir, ROLES: "relay", DEMO: "0", ...env });
  apps.push(app);
  return app;
};
const started = async (env?: Record<string, string>) => {
  const app = await start(env);
  await untilReady(app);
  return app;
};
const database = <T>(work: (sql: postgres.Sql) => Promise<T>) => {
  const sql = postgres(readFileSync(path.join(dataDir, "database-url"), "utf8").trim(), { max: 1, onnotice: () => {} });
  return work(sql).finally(() => sql.end());
};
const postmaster = () => readPostmaster(path.join(dataDir, "database"))?.pid as number;
const isAlive = (pid: number) => servesFrom(pid, path.join(dataDir, "database"));

beforeEach(() => {
  dataDir = mkdtempSync("/var/tmp/graphspace-process-test-");
  // mkdtemp makes it for its owner alone; PostgreSQL runs as another user when we are root.
  rmSync(dataDir, { recursive: true });
});
afterEach(async () => {
  for (const app of apps.splice(0)) app.kill("SIGKILL");
  await clearLeftovers(path.join(dataDir, "database"));
  rmSync(dataDir, { recursive: true, force: true });
});

describe("what stays", { timeout: 180_000 }, () => {
  test("SIGTERM ends everything within seconds and leaves neither processes nor locks; the data stay", async () => {
    const first = await started();
    await database((sql) => sql`create table public.kept as select 42 as answer`);
    const secret = readFileSync(path.join(dataDir, "auth-secret"), "utf8");
    const server = postmaster();
    const asked = Date.now();
    first.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(isAlive(server)).toBe(false);
    for (const file of ["lock", "database-url", "database/postmaster.pid"])
      expect(existsSync(path.join(dataDir, file)), file).toBe(false);

    await started();
    expect(await database((sql) => sql`select answer from public.kept`)).toEqual([{ answer: 42 }]);
    expect(readFileSync(path.join(dataDir, "auth-secret"), "utf8")).toBe(secret);
  });

  test("Ctrl-C that npm sends on comes twice, and still stops everything in order", async () => {
    const app = await started();
    const server = postmaster();
    app.kill("SIGINT");
    await pause(50);
    app.kill("SIGINT");
    expect(await app.ended).toBe(0);
    expect(isAlive(server)).toBe(false);
    for (const file of ["lock", "database-url"]) expect(existsSync(path.join(dataDir, file)), file).toBe(false);
  });

  test("after kill -9 the next start stops the PostgreSQL that was left running, and carries on with its data", async () => {
    const first = await started();
    await database((sql) => sql`create table public.kept as select 42 as answer`);
    const orphan = postmaster();
    first.kill("SIGKILL");
    await first.ended;
    expect(isAlive(orphan)).toBe(true);

    await started();
    expect(isAlive(orphan)).toBe(false);
    expect(await database((sql) => sql`select answer from public.kept`)).toEqual([{ answer: 42 }]);
  });

  test("a stale postmaster.pid whose number now belongs to another program blocks nothing, and that one lives on", async () => {
    const first = await started();
    const server = postmaster();
    first.kill("SIGKILL");
    await first.ended;
    process.kill(server, "SIGKILL");
    await pause(500);
    const stranger = spawn("sleep", ["60"], serverIdentity() ?? {});
    try {
      const file = path.join(dataDir, "database/postmaster.pid");
      const lines = readFileSync(file, "utf8").split("\n");
      writeFileSync(file, [stranger.pid, ...lines.slice(1)].join("\n"));
      await started();
      expect(stranger.exitCode ?? stranger.signalCode).toBe(null);
    } finally {
      stranger.kill();
    }
  });

  test("killed while the database is made: the next start makes it whole", async () => {
    const first = await start();
    while (!existsSync(path.join(dataDir, "database.making"))) await pause(5);
    first.kill("SIGKILL");
    await first.ended;
    await started();
    expect(await database((sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  test("PostgreSQL killed under the running process comes back on the same address; the process says so and stays", async () => {
    const app = await started();
    const url = readFileSync(path.join(dataDir, "database-url"), "utf8");
    process.kill(postmaster(), "SIGKILL");
    await expect.poll(() => app.output(), { timeout: 30_000 }).toContain("the embedded PostgreSQL died");
    await untilReady(app);
    expect(readFileSync(path.join(dataDir, "database-url"), "utf8")).toBe(url);
    expect(await database((sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });
});

// Only root's PostgreSQL runs as another user.
if (process.getuid?.() === 0)
  test("where PostgreSQL's user cannot enter, its data goes to /var/tmp, with a notice, and is found again", {
    timeout: 180_000,
  }, async () => {
    mkdirSync(dataDir, { mode: 0o700 });
    const first = await started();
    const place = realpathSync(path.join(dataDir, "database"));
    try {
      expect(place).toMatch(/^\/var\/tmp\/graphspace-\w+\/database$/);
      expect(first.output()).toContain(`its data is in ${place}`);
      await database((sql) => sql`create table public.kept as select 42 as answer`);
      first.kill("SIGTERM");
      await first.ended;
      const second = await started();
      expect(await database((sql) => sql`select answer from public.kept`)).toEqual([{ answer: 42 }]);
      second.kill("SIGTERM");
      await second.ended;
    } finally {
      await clearLeftovers(place);
      rmSync(path.dirname(place), { recursive: true, force: true });
    }
  });

test("the whole application, pages and all, outlives its database", { timeout: 240_000 }, async () => {
  const app = await started({ ROLES: "", DEMO: "" });
  const signIn = () =>
    fetch(`${app.url}/api/auth/sign-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: app.url },
      body: JSON.stringify({ email: "ana@example.org", password: "graphspace" }),
    }).then(
      (response) => response.status,
      () => 0,
    );
  expect(await signIn()).toBe(200);
  process.kill(postmaster(), "SIGKILL");
  await expect.poll(() => app.output(), { timeout: 30_000 }).toContain("the embedded PostgreSQL died");
  await untilReady(app);
  await expect.poll(signIn, { timeout: 30_000 }).toBe(200);
  expect((await fetch(`${app.url}/sign-in`)).status).toBe(200);
  app.kill("SIGTERM");
  expect(await app.ended).toBe(0);
});

describe("what a start refuses, in plain words", { timeout: 180_000 }, () => {
  test("a data directory in use names the process that has it", async () => {
    const first = await started();
    const second = await start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`in use by process ${first.pid}`);
    expect(second.output()).toContain("DATA_DIR=");
    await untilReady(first);
  });

  test("a taken port names it and PORT=", async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port)),
    );
    const app = await start({ PORT: String(port) });
    expect(await app.ended).toBe(1);
    expect(app.output()).toContain(`Port ${port} is taken`);
    expect(app.output()).toContain("PORT=");
    blocker.close();
  });

  test("all wrong settings are listed at once, each with an example", async () => {
    const app = await start({ DATABASE_POOL: "many", SMTP_URL: "mail.example.org", ROLES: "web,cook" });
    expect(await app.ended).toBe(1);
    for (const setting of ["DATABASE_POOL", "SMTP_URL", "ROLES"]) expect(app.output()).toContain(setting);
  });
});

describe("probes", { timeout: 180_000 }, () => {
  test("healthz, readyz and metrics answer in every role; metrics only to neighbours", async () => {
    const app = await started();
    expect(await fetch(`${app.url}/healthz`).then((response) => response.json())).toEqual({ status: "ok" });
    expect(await fetch(`${app.url}/metrics`).then((response) => response.text())).toContain("graphspace_events_total");
    const proxied = await fetch(`${app.url}/metrics`, { headers: { "X-Forwarded-For": "203.0.113.9" } });
    expect(proxied.status).toBe(404);
  });

  test("a database that takes no connections makes the process unready, with the reason, and it recovers", async () => {
    const server = inject("databaseServer");
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    const name = `test_probe_${process.pid}`;
    await admin.unsafe(`create database ${name} template template_graphspace`);
    const url = server.replace(/\/postgres$/, `/${name}`);
    try {
      const app = await started({ DATABASE_URL: url, AUTH_SECRET: "x".repeat(32) });
      const state = async () => {
        const response = await fetch(`${app.url}/readyz`);
        return [response.status, Object.keys(((await response.json()) as { reasons?: object }).reasons ?? {})];
      };
      await admin.unsafe(`alter database ${name} allow_connections false`);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      await expect.poll(state, { timeout: 30_000 }).toEqual([503, ["database"]]);
      await admin.unsafe(`alter database ${name} allow_connections true`);
      await expect.poll(state, { timeout: 30_000 }).toEqual([200, []]);
      app.kill("SIGKILL");
      await app.ended;
    } finally {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    }
  });
});
