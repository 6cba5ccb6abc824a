import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { freePort } from "../server/database/embedded";
import { signInAs } from "../server/testing/sign-in-as";
import type { BenchWorld } from "./bench-world";
import { atLeast, atMost, type Figure, median } from "./figure";
import { fillInbox } from "./fill-inbox";
import { httpLoad, type Load } from "./http-load";

const people = 2000;
const secret = "a secret of forty characters for benches!";

/**
 * The list and the counts beside a Next route handler that runs one trivial prepared statement (who is signed
 * in, which every route asks first), at 10,000 and at 1,000,000 notifications.
 */
const routes = {
  bound: "/api/auth/session",
  "api.list": "/api/notifications",
  "api.count": "/api/notifications/counts",
  "api.search": "/api/notifications?q=catenin",
} as const;
type Route = keyof typeof routes;

export async function run(world: BenchWorld): Promise<Figure[]> {
  const small = await measure(world, 10_000);
  const large = await measure(world, 1_000_000);
  return (["api.list", "api.count", "api.search"] as const).flatMap((name) => [
    atLeast(
      name,
      "requests/s",
      { value: large[name].perSecond, bound: large.bound.perSecond, least: 0.9 },
      { p50: large[name].p50 },
    ),
    atMost(`${name}.p99`, "ms", { value: large[name].p99, bound: small[name].p99, most: 1.5 }),
  ]);
}

async function measure(world: BenchWorld, notifications: number): Promise<Record<Route, Load>> {
  const { db, url } = await world.database();
  world.say(`filling ${notifications} notifications`);
  const filler = db.dedicated();
  await filler`set statement_timeout = 0`;
  await fillInbox(filler, notifications, people);
  await filler.end();
  const runtime = world.runtime(db);
  const cookies: string[] = [];
  for (let number = 1; number <= 200; number++) cookies.push(await signInAs(runtime, `p${number * 10}@bench.org`));

  const port = await freePort();
  const directory = await mkdtemp("/var/tmp/graphspace-bench-web-");
  world.release.push(() => rm(directory, { recursive: true, force: true }));
  const app = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
    cwd: path.resolve(import.meta.dirname, ".."),
    env: {
      ...process.env,
      DATABASE_URL: url,
      AUTH_SECRET: secret,
      PORT: String(port),
      ROLES: "web",
      DEMO: "0",
      DATA_DIR: directory,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(app, "exit");
  try {
    await ready(port);
    const next = (route: Route) => (number: number) => ({
      path: routes[route],
      cookie: cookies[(number * 37) % cookies.length] as string,
    });
    const names = Object.keys(routes) as Route[];
    for (const name of names) await httpLoad(port, 16, 3, next(name));
    // In turns, so that whatever else the machine does falls on all alike.
    const rounds: Record<Route, Load[]> = { bound: [], "api.list": [], "api.count": [], "api.search": [] };
    for (let round = 0; round < 5; round++)
      for (const name of names) rounds[name].push(await httpLoad(port, 16, 3, next(name)));
    const result = {} as Record<Route, Load>;
    for (const name of names) {
      const of = (key: keyof Load) => median(rounds[name].map((load) => load[key]));
      result[name] = { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99") };
      world.say(
        `${notifications} ${name}: ${Math.round(result[name].perSecond)}/s p50 ${result[name].p50.toFixed(2)} p99 ${result[name].p99.toFixed(2)} ms`,
      );
    }
    return result;
  } finally {
    app.kill("SIGTERM");
    await ended;
  }
}

async function ready(port: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the server did not get ready in two minutes");
}
