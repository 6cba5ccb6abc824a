import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../database/embedded";
import { migrate } from "../database/migrate";
import { lazyKafka } from "./lazy-kafka";

declare module "vitest" {
  interface ProvidedContext {
    /** A server with the migrated database `template`; test files clone it. */
    databaseServer: string;
    /** Answers with the run's Kafka, started when first asked. */
    kafkaStarter: string;
  }
}

/** One real PostgreSQL for the whole run. */
export default async function setup(project: TestProject) {
  const directory = mkdtempSync("/var/tmp/graphspace-test-");
  // The server runs as a user of its own when we are root.
  chmodSync(directory, 0o755);
  const server = await startEmbedded(path.join(directory, "db"), [
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=300",
  ]);
  const admin = postgres(server.url, { max: 1 });
  await admin.unsafe("create database template_graphspace");
  await admin.end();
  await migrate(server.url.replace(/\/postgres$/, "/template_graphspace"));
  project.provide("databaseServer", server.url);
  const kafka = await lazyKafka(path.join(directory, "kafka"));
  project.provide("kafkaStarter", kafka.url);
  return async () => {
    await kafka.stop();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
