/**
 * A consumer in a process of its own, for tests that kill it. CONSUMER holds {databaseUrl, env, dieAt}: with
 * `dieAt` it kills itself (-9) just before or just after its nth commit.
 */
import { readConfig } from "../config";
import { openDatabase, type Transaction } from "../database/database";
import { startConsumer } from "../ingest/kafka-consumer";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { createReadiness } from "../readiness";

export type ConsumerProcess = {
  databaseUrl: string;
  env: Record<string, string>;
  dieAt?: { when: "before-commit" | "after-commit"; transaction: number };
};

const { databaseUrl, env, dieAt } = JSON.parse(process.env.CONSUMER ?? "{}") as ConsumerProcess;
const config = readConfig(env);
const db = openDatabase(databaseUrl, { max: 5 });

if (dieAt) {
  let transactions = 0;
  const { transaction } = db;
  db.transaction = async <T>(work: (sql: Transaction) => Promise<T>, deadlineMs?: number): Promise<T> => {
    const due = ++transactions === dieAt.transaction;
    const result = await transaction.call(
      db,
      async (sql: Transaction) => {
        const done = await work(sql);
        if (due && dieAt.when === "before-commit") process.kill(process.pid, "SIGKILL");
        return done;
      },
      deadlineMs,
    );
    if (due && dieAt.when === "after-commit") process.kill(process.pid, "SIGKILL");
    return result as T;
  };
}

const log = createLogger(config.LOG_LEVEL);
const runtime = { config, db, log, metrics: createMetrics(), readiness: createReadiness(), secret: "x".repeat(40) };
const stop = startConsumer(runtime, (error) => {
  console.error(error);
  process.exit(3);
});
process.once("SIGTERM", () => stop().then(() => process.exit(0)));
