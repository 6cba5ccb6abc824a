import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Config } from "../config";
import { openDatabase } from "../database/database";
import { freePort, startEmbedded } from "../database/embedded";
import { migrate } from "../database/migrate";
import { kafkaWorld, send } from "../testing/kafka-world";
import type { DieAt } from "../testing/mortal-database";
import { startIngestProcess } from "../testing/start-ingest-process";
import { testDatabase } from "../testing/test-database";
import { kafkaConfig, kafkaEnv, testKafka } from "../testing/test-kafka";
import { quietRuntime } from "../testing/test-runtime";
import { startConsumer } from "./kafka-consumer";

const real = await testKafka();
const fails = (error: Error) => {
  throw error;
};

describe.skipIf(!real)("a consumer that is killed", async () => {
  const { db, url } = await testDatabase();
  const world = await kafkaWorld(db);
  const config = real?.config as Config;

  const consumer = (dieAt?: DieAt, group = config.KAFKA_GROUP_ID) =>
    startIngestProcess({ databaseUrl: url, env: { ...kafkaEnv(config), KAFKA_GROUP_ID: group }, dieAt });

  test("between database and Kafka, in the middle of a batch, and at random: 8,000 events, all rows, none twice", async () => {
    const events = world.events(8000);
    // More than one transaction holds, so that the rest of a fetch is lost with it.
    await send(config, events.slice(0, 6000));
    expect(await consumer({ when: "after-commit", transaction: 1 }).ended).toBe("SIGKILL");
    const some = (await world.rows()).length;
    expect(some).toBeGreaterThan(0);
    await send(config, events.slice(6000, 6500));
    // In a group of its own it need not wait for the dead member's session to end; the database leads anyway.
    expect(await consumer({ when: "before-commit", transaction: 1 }, "another").ended).toBe("SIGKILL");
    const random = consumer(undefined, "a third");
    await sleep(1500 + Math.random() * 500);
    await send(config, events.slice(6500, 7000));
    random.child.kill("SIGKILL");
    expect(await random.ended).toBe("SIGKILL");
    const last = consumer();
    await send(config, events.slice(7000));
    await world.expectRows(events, 60_000);
    last.child.kill("SIGTERM");
    expect(await last.ended).toBe(0);
  }, 120_000);
});

describe.skipIf(!real)("a consumer whose database crashes", async () => {
  const config = kafkaConfig(real?.config.KAFKA_BROKERS ?? []);
  const directory = mkdtempSync("/var/tmp/graphspace-crash-");
  chmodSync(directory, 0o755);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("again and again under load: it holds, says so, and goes on by itself; nothing is lost, nothing twice", async () => {
    const port = await freePort();
    const start = () => startEmbedded(path.join(directory, "db"), ["-c", "max_connections=50"], { port });
    let server = await start();
    onTestFinished(() => server.stop());
    await migrate(server.url);
    const db = openDatabase(server.url, { max: 5 });
    onTestFinished(() => db.close());
    const world = await kafkaWorld(db);
    const on = quietRuntime(config, db);
    onTestFinished(startConsumer(on, fails));

    const events = world.events(8000);
    const count = async (): Promise<number> =>
      world.rows().then(
        (rows) => rows.length,
        () => count(),
      );
    // In portions, so that one transaction does not store them all.
    const sendSome = async (n: number) => {
      for (let at = n * 2000; at < (n + 1) * 2000; at += 200) await send(config, events.slice(at, at + 200));
    };
    for (let n = 0; n < 4; n++) {
      const had = await count();
      const sending = sendSome(n);
      if (n < 3) {
        // In the middle of the work, not before and not after it.
        while ((await count()) === had) await sleep(1);
        await server.stop("immediate");
        await sleep(n === 1 ? 2000 : 100);
        if (n === 1) expect(await on.readiness.reasons()).toHaveProperty("ingest");
        server = await start();
      }
      await sending;
    }
    const retries = (await on.metrics.ingestRetries.get()).values.reduce((sum, { value }) => sum + value, 0);
    expect(retries).toBeGreaterThan(0);
    // postgres.js leaves some promises of a crashed database unsettled; then the deadline of 30 s has to pass.
    await world.expectRows(events, 120_000);
    await vi.waitFor(async () => expect(await on.readiness.reasons()).toEqual({}), { timeout: 30_000, interval: 200 });
  }, 180_000);
});
