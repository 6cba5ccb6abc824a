import { mkdtempSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../database/embedded";
import { startLocalCluster } from "../kafka/local-cluster";
import { kafkaWorld, send } from "../testing/kafka-world";
import { startIngestProcess } from "../testing/start-ingest-process";
import { testDatabase } from "../testing/test-database";
import { kafkaConfig, kafkaEnv, testKafka } from "../testing/test-kafka";

const real = await testKafka();

describe.skipIf(!real)("three brokers and two ingest nodes", async () => {
  const { db, url } = await testDatabase();
  const directory = mkdtempSync("/var/tmp/graphspace-three-");
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("one of each is killed under load: nothing is lost, nothing twice", async () => {
    const ports = [];
    for (let n = 0; n < 3; n++) ports.push({ client: await freePort(), controller: await freePort() });
    const cluster = await startLocalCluster({ ports, data: directory });
    onTestFinished(() => cluster.stop());
    const config = kafkaConfig(cluster.addresses);
    const world = await kafkaWorld(db);
    const node = () => startIngestProcess({ databaseUrl: url, env: kafkaEnv(config) });
    const [one, two] = [node(), node()];

    const events = world.events(3000);
    const part = (n: number) => events.slice(n * 500, (n + 1) * 500);
    await send(config, [...part(0), ...part(1)]);
    await world.expectRows(events.slice(0, 1000), 60_000);
    one.child.kill("SIGKILL");
    await send(config, part(2));
    await cluster.brokers[1]?.kill();
    for (const n of [3, 4, 5]) {
      // A leader that is gone fails a send; whoever produces sends again, and the ids make it one.
      for (let tries = 0; ; tries++) {
        const sent = await send(config, part(n)).then(
          () => true,
          (error) => (tries > 10 ? Promise.reject(error) : false),
        );
        if (sent) break;
        await sleep(500);
      }
    }
    await world.expectRows(events, 90_000);
    two.child.kill("SIGTERM");
    expect(await two.ended).toBe(0);
  }, 240_000);
});
