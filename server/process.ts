import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { operations } from "./api-description/operations";
import { buildIfStale } from "./commands/build-if-stale";
import type { Config } from "./config";
import { createRuntime } from "./create-runtime";
import { keptSecret, lockDataDirectory, openDataDirectory } from "./data-directory";
import { openDatabase } from "./database/database";
import { startEmbedded } from "./database/embedded";
import { migrate } from "./database/migrate";
import { seedDemo } from "./demo/seed-demo";
import { startReportingLoad } from "./digest/report-load";
import { startDigest } from "./digest/start-digest";
import { directRoutes } from "./direct-routes";
import { imagesOfPage } from "./images-of-page";
import { startConsumer } from "./ingest/kafka-consumer";
import { forgetLag } from "./ingest/measure-lag";
import { outboxSource } from "./ingest/outbox-source";
import { connectKafka } from "./kafka/connect";
import { openProducer } from "./kafka/producer";
import { createLogger } from "./logger";
import { startRecordingFigures } from "./operations/record-figures";
import { startForwardingDeadLetters } from "./outbox/forward-dead-letters";
import { kafkaSink } from "./outbox/kafka-sink";
import { startRelay } from "./outbox/relay";
import { startPush } from "./push/start-push";
import { type Runtime, type Stop, setRuntime } from "./runtime";
import { noticeRestore } from "./upkeep/notice-restore";
import { startUpkeep } from "./upkeep/start-upkeep";
import { refuseTakenPort } from "./web/refuse-taken-port";
import { startWeb } from "./web/start-web";

export type Running = { stop: Stop };

export type ProcessOptions = {
  /** Hot reload instead of a build. */
  dev?: boolean;
  /** Prints one line of progress. */
  say?: (line: string) => void;
  /** Called when the process cannot go on; it should stop and exit non-zero. */
  onLost?: (error: Error) => void;
};

/** Starts the rooms that ROLES names, in order; stops them in reverse. */
export async function startProcess(
  config: Config,
  { dev = false, say = () => {}, onLost = () => {} }: ProcessOptions = {},
): Promise<Running> {
  const releases: (() => Promise<void> | void)[] = [];
  /** One that fails to stop keeps nobody else running. */
  const stop = async () => {
    const failures: unknown[] = [];
    for (const release of releases.splice(0).reverse())
      try {
        await release();
      } catch (error) {
        failures.push(error);
      }
    if (failures.length > 0) throw failures[0];
  };
  try {
    const log = createLogger(config.LOG_LEVEL);
    const dataDir = openDataDirectory(config.DATA_DIR);
    if (config.embedded) releases.push(lockDataDirectory(dataDir, config.baseUrl));
    await refuseTakenPort(config.HOST, config.PORT);
    if (config.roles.has("web") && !dev) await buildIfStale(process.cwd(), (line) => say(`  pages      ${line}`));

    const url = config.DATABASE_URL ?? (await embedded());
    await migrate(url);
    const db = openDatabase(url, { max: config.DATABASE_POOL });
    releases.push(() => db.close());

    const secret = config.AUTH_SECRET ?? keptSecret(dataDir);
    const runtime = createRuntime({ config, db, log, secret });
    const { readiness } = runtime;
    readiness.add("database", () => db.within((sql) => sql`select 1`, 2_000).then(() => null));
    if (await noticeRestore(db))
      log.warn(
        "The database was restored: Kafka fills in what is missing, and mail waits until an administrator releases it",
      );
    if (config.demo && (await seedDemo(runtime))) say("  demo       two labs, their networks and six weeks of history");
    setRuntime(runtime);
    releases.push(() => setRuntime(undefined));

    // Rooms in the order of the flow; the web last, so that it answers when all is there, and stops first.
    if (config.KAFKA_BROKERS !== undefined) withKafka(runtime);
    else if (config.roles.has("relay")) {
      await forgetLag(db);
      releases.push(startRelay(runtime, outboxSource({ ...runtime, clusterId: "embedded" }, config.topics)));
    }
    if (config.roles.has("upkeep")) releases.push(startUpkeep(runtime));
    releases.push(startReportingLoad(runtime));
    releases.push(startRecordingFigures(runtime));
    if (config.roles.has("digest")) releases.push(startDigest(runtime));
    const web = await startWeb(runtime, {
      dev,
      direct: dev ? {} : directRoutes,
      doors: Object.keys(operations),
      imagesOf: imagesOfPage(runtime),
    });
    releases.push(web.stop);
    // Rooms that share the HTTP server attach here, before it opens the port.
    if (config.roles.has("web")) releases.push(startPush(runtime, web.server));
    await web.listen();
    releases.push(() => void readiness.add("process", () => "is stopping"));
    return { stop };

    function withKafka(runtime: Runtime): void {
      if (config.roles.has("ingest")) releases.push(startConsumer(runtime, onLost));
      if (!config.roles.has("relay")) return;
      const topics = [...Object.values(config.topics), config.KAFKA_DEAD_LETTER_TOPIC];
      const producer = openProducer(connectKafka(config, log, "graphspace-relay"), log, topics);
      releases.push(() => producer.close());
      releases.push(startRelay(runtime, kafkaSink(producer, config.topics)));
      releases.push(startForwardingDeadLetters(runtime, producer));
    }

    async function embedded(): Promise<string> {
      const notice = (line: string) => say(`  database   ${line}`);
      const server = await startEmbedded(path.join(dataDir, "database"), [], { log, notice, onLost });
      releases.push(() => server.stop());
      notice(`embedded PostgreSQL; its address is in ${path.join(config.DATA_DIR, "database-url")}`);
      const file = path.join(dataDir, "database-url");
      writeFileSync(file, `${server.url}\n`, { mode: 0o600 });
      releases.push(() => rmSync(file, { force: true }));
      return server.url;
    }
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}
