import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { openDatabase } from "../database/database";
import { freePort } from "../database/embedded";
import { ready, startLocalCluster } from "../kafka/local-cluster";
import { kafkaWorld, send } from "../testing/kafka-world";
import { silentProxy } from "../testing/silent-proxy";
import { testDatabase } from "../testing/test-database";
import { kafkaConfig, testKafka } from "../testing/test-kafka";
import { quietRuntime } from "../testing/test-runtime";
import { startConsumer } from "./kafka-consumer";

const real = await testKafka();
const fails = (error: Error) => {
  throw error;
};

describe.skipIf(!real)("a consumer whose broker goes away", async () => {
  const { db } = await testDatabase();
  const directory = mkdtempSync("/var/tmp/graphspace-broker-");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("stopped, and killed: it waits, says so, and goes on by itself", async () => {
    const ports = [{ client: await freePort(), controller: await freePort() }];
    const cluster = await startLocalCluster({ ports, data: directory });
    onTestFinished(() => cluster.stop());
    const broker = cluster.brokers[0] as (typeof cluster.brokers)[number];
    const config = kafkaConfig(cluster.addresses);
    const world = await kafkaWorld(db);
    const on = quietRuntime(config, db);
    onTestFinished(startConsumer(on, fails));

    const events = world.events(900);
    await send(config, events.slice(0, 300));
    await world.expectRows(events.slice(0, 300));
    for (const [n, away] of [broker.stop, broker.kill].entries()) {
      await away();
      await sleep(3000);
      await broker.start();
      await ready(cluster.addresses);
      await send(config, events.slice((n + 1) * 300, (n + 2) * 300));
      await world.expectRows(events.slice(0, (n + 2) * 300), 45_000);
    }
    await vi.waitFor(async () => expect(await on.readiness.reasons()).toEqual({}), { timeout: 30_000, interval: 200 });
  }, 150_000);
});

describe.skipIf(!real)("a consumer whose connections are open and dead", async () => {
  const { db, url } = await testDatabase();
  const directory = mkdtempSync("/var/tmp/graphspace-frozen-");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("to the database, and then to a frozen broker: nothing is lost, and nobody ends the process", async () => {
    const ports = [{ client: await freePort(), controller: await freePort() }];
    const cluster = await startLocalCluster({ ports, data: directory });
    onTestFinished(() => cluster.stop());
    const config = kafkaConfig(cluster.addresses);
    const world = await kafkaWorld(db);
    const proxy = await silentProxy(Number(new URL(url).port));
    const through = openDatabase(url.replace(/:\d+\//, `:${proxy.port}/`), { max: 5 });
    onTestFinished(() => through.close());
    const on = quietRuntime(config, through);
    onTestFinished(startConsumer(on, fails));

    const events = world.events(900);
    await send(config, events.slice(0, 300));
    await world.expectRows(events.slice(0, 300));
    proxy.silence();
    await send(config, events.slice(300, 600));
    await world.expectRows(events.slice(0, 600), 90_000);

    const sending = send(config, events.slice(600)).catch(() => send(config, events.slice(600)));
    await sleep(100);
    await (cluster.brokers[0] as (typeof cluster.brokers)[number]).freeze(20_000);
    await sending;
    await world.expectRows(events, 90_000);
    await vi.waitFor(async () => expect(await on.readiness.reasons()).toEqual({}), { timeout: 30_000, interval: 200 });
  }, 240_000);
});
