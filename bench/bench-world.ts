import { chmod, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { readConfig } from "../server/config";
import { createRuntime } from "../server/create-runtime";
import { type Database, openDatabase } from "../server/database/database";
import { freePort, startEmbedded } from "../server/database/embedded";
import { migrate } from "../server/database/migrate";
import { startLocalCluster } from "../server/kafka/local-cluster";
import { createLogger } from "../server/logger";
import type { Runtime, Stop } from "../server/runtime";

/** What a bench is given: a place of its own, and a way to tell what it does. */
export type BenchWorld = {
  /** Every random choice follows from it. */
  seed: number;
  say: (line: string) => void;
  /** A migrated, empty database on a server with PostgreSQL's own settings, as durable as in production. */
  database(): Promise<{ db: Database; url: string }>;
  /** Addresses of a real broker, started when first asked for. */
  kafka(): Promise<string[]>;
  /** What the rooms run on. */
  runtime(db: Database, env?: Record<string, string>): Runtime;
  /** Called at the end, last first. */
  release: Stop[];
};

export async function benchWorld(seed: number): Promise<BenchWorld> {
  const directory = await mkdtemp("/var/tmp/graphspace-bench-");
  // As root, PostgreSQL runs as a user of its own.
  await chmod(directory, 0o755);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const release: Stop[] = [() => rm(directory, { recursive: true, force: true })];
  let server: ReturnType<typeof startEmbedded> | undefined;
  let brokers: Promise<string[]> | undefined;
  let databases = 0;

  const startServer = async () => {
    const started = await startEmbedded(path.join(directory, "db"), ["-c", "max_connections=200"]);
    release.push(() => started.stop());
    return started;
  };
  const startBroker = async () => {
    const [client, controller] = await Promise.all([freePort(), freePort()]);
    const cluster = await startLocalCluster({
      ports: [{ client, controller }],
      data: path.join(directory, "kafka"),
      say,
    });
    release.push(() => cluster.stop());
    return cluster.addresses;
  };

  return {
    seed,
    say,
    release,
    async database() {
      server ??= startServer();
      const { url: admin } = await server;
      const name = `bench_${++databases}`;
      const sql = postgres(admin, { max: 1, onnotice: () => {} });
      await sql.unsafe(`create database ${name}`);
      await sql.end();
      const url = admin.replace(/\/postgres$/, `/${name}`);
      await migrate(url);
      const db = openDatabase(url, { max: 10 });
      release.push(() => db.close());
      return { db, url };
    },
    kafka() {
      brokers ??= startBroker();
      return brokers;
    },
    runtime: (db, env = {}) =>
      createRuntime({
        config: readConfig({ LOG_LEVEL: "silent", ...env }),
        db,
        log: createLogger("silent"),
        secret: "a secret of forty characters for benches!",
      }),
  };
}
