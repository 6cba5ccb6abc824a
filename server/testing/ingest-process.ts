/** A consumer, or without Kafka a relay, in a process of its own, for tests that kill it. INGEST holds an IngestProcess. */
import { readConfig } from "../config";
import { createRuntime } from "../create-runtime";
import { surviveStrayErrors } from "../database/stray-errors";
import { startConsumer } from "../ingest/kafka-consumer";
import { outboxSource } from "../ingest/outbox-source";
import { createLogger } from "../logger";
import { startRelay } from "../outbox/relay";
import { type DieAt, mortalDatabase } from "./mortal-database";

export type IngestProcess = { databaseUrl: string; env: Record<string, string>; dieAt?: DieAt };

surviveStrayErrors();
const { databaseUrl, env, dieAt } = JSON.parse(process.env.INGEST ?? "{}") as IngestProcess;
const config = readConfig(env);
const db = mortalDatabase(databaseUrl, dieAt);
const log = createLogger(config.LOG_LEVEL);
const runtime = createRuntime({
  config,
  db,
  log,
  secret: "x".repeat(40),
});
const stop = config.KAFKA_BROKERS
  ? startConsumer(runtime, (error) => {
      console.error(error);
      process.exit(3);
    })
  : startRelay(runtime, outboxSource({ ...runtime, clusterId: "embedded" }, config.topics));
process.once("SIGTERM", () => stop().then(() => process.exit(0)));
