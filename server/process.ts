import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config";
import { openDatabase } from "./database/database";
import { startEmbedded } from "./database/embedded";
import { migrate } from "./database/migrate";
import { outboxSource } from "./ingest/outbox-source";
import { createLogger } from "./logger";
import { createMetrics } from "./metrics";
import { startRelay } from "./outbox/relay";
import { type Runtime, type Stop, setRuntime } from "./runtime";
import { startWeb } from "./web/start-web";

/** A start that cannot go on, in words for the person at the terminal. */
export class StartError extends Error {
  override name = "StartError";
}

export type Running = { address: string; stop: Stop };

/**
 * Starts the rooms that ROLES names, in order; stops them in reverse.
 * @param say prints one line of progress
 */
export async function startProcess(
  config: Config,
  { dev = false, say = () => {} }: { dev?: boolean; say?: (line: string) => void } = {},
): Promise<Running> {
  const releases: Stop[] = [];
  const stop = async () => {
    for (const release of releases.splice(0).reverse()) await release();
  };
  try {
    const log = createLogger(config.LOG_LEVEL);
    const dataDir = path.resolve(config.DATA_DIR);
    mkdirSync(dataDir, { recursive: true });

    let url = config.DATABASE_URL;
    if (url === undefined) {
      say("  database: embedded PostgreSQL");
      const server = await startEmbedded(path.join(dataDir, "database"));
      releases.push(() => server.stop());
      url = server.url;
      const file = path.join(dataDir, "database-url");
      writeFileSync(file, `${url}\n`, { mode: 0o600 });
      releases.push(async () => rmSync(file, { force: true }));
    }
    say("  migrating");
    await migrate(url);
    const db = openDatabase(url, { max: config.DATABASE_POOL });
    releases.push(() => db.close());

    const runtime: Runtime = {
      config,
      db,
      log,
      metrics: createMetrics(),
      secret: config.AUTH_SECRET ?? secretIn(dataDir),
    };
    setRuntime(runtime);
    releases.push(async () => setRuntime(undefined));

    if (config.roles.has("web")) {
      say("  web");
      const web = await startWeb(runtime, { dev });
      releases.push(web.stop);
      // Rooms that need the HTTP server (push) attach here, before it listens.
      await web.listen();
    }
    // Rooms in the order of the flow; each returns its own stop.
    if (config.KAFKA_BROKERS === undefined && config.roles.has("relay")) {
      const sink = outboxSource({ ...runtime, clusterId: "embedded" }, config.topics);
      releases.push(startRelay(runtime, sink));
    }

    say(`\nReady: ${config.baseUrl}`);
    return { address: config.baseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The secret behind signatures: made once, kept beside the data. */
function secretIn(dataDir: string): string {
  const file = path.join(dataDir, "auth-secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(33).toString("base64"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
