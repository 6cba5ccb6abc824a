import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Config } from "../config";
import { freePort } from "../database/embedded";
import { connectKafka } from "../kafka/connect";
import { startLocalCluster } from "../kafka/local-cluster";
import { openProducer } from "../kafka/producer";
import { createLogger } from "../logger";
import { testDatabase } from "../testing/test-database";
import { kafkaConfig, testKafka } from "../testing/test-kafka";
import { quietRuntime } from "../testing/test-runtime";
import { enqueue } from "./enqueue";
import { startForwardingDeadLetters } from "./forward-dead-letters";
import { kafkaSink } from "./kafka-sink";
import { startRelay } from "./relay";

const real = await testKafka();

type Got = {
  topic: string;
  key: string | null;
  value: Buffer | null;
  headers: Record<string, string>;
  timestamp: string;
};

describe.skipIf(!real)("the outbox on real Kafka", async () => {
  const { db } = await testDatabase();
  const config = real?.config as Config;
  const log = createLogger("silent");
  const runtime = (on: Config) => quietRuntime(on, db);
  const openedProducer = (on: Config) => {
    const producer = openProducer(connectKafka(on, log, "test-relay"), log, [
      ...Object.values(on.topics),
      on.KAFKA_DEAD_LETTER_TOPIC,
    ]);
    onTestFinished(() => producer.close());
    return producer;
  };
  const read = async (on: Config, topics: string[]): Promise<Got[]> => {
    const got: Got[] = [];
    const consumer = connectKafka(on, log, "reader").consumer({ groupId: randomUUID(), maxWaitTimeInMs: 200 });
    onTestFinished(() => consumer.disconnect());
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, message: { key, value, headers = {}, timestamp } }) => {
        const text = Object.fromEntries(Object.entries(headers).map(([name, held]) => [name, String(held)]));
        got.push({ topic, key: key?.toString() ?? null, value, headers: text, timestamp });
      },
    });
    return got;
  };
  const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 100 });

  test("rows go out once, in the order of their key, with their headers and the time they were written", async () => {
    const entries = Array.from({ length: 1200 }, (_, n) => ({
      topic: "group" as const,
      key: `graph/${n % 3}`,
      value: `{"n":${n}}`,
      headers: { "content-type": "application/cloudevents+json" },
    }));
    const written = Date.now();
    await db.transaction((sql) => enqueue(sql, entries));
    onTestFinished(startRelay(runtime(config), kafkaSink(openedProducer(config), config.topics)));
    await eventually(async () => expect(await db.sql`select 1 from notification.outbox`).toHaveLength(0));
    const got = await read(config, [config.topics.group]);
    await eventually(() => expect(got).toHaveLength(1200));
    for (const key of ["graph/0", "graph/1", "graph/2"])
      expect(got.filter((message) => message.key === key).map(({ value }) => String(value))).toEqual(
        entries.filter((entry) => entry.key === key).map(({ value }) => value),
      );
    expect(got[0]?.headers).toEqual({ "content-type": "application/cloudevents+json" });
    expect(Math.abs(Number(got[0]?.timestamp) - written)).toBeLessThan(60_000);
  });

  test("a broker that is away keeps nobody waiting, and loses nothing", async () => {
    const data = mkdtempSync("/var/tmp/graphspace-relay-");
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const ports = [{ client: await freePort(), controller: await freePort() }];
    const away = kafkaConfig([`127.0.0.1:${ports[0]?.client}`]);
    onTestFinished(startRelay(runtime(away), kafkaSink(openedProducer(away), away.topics)));
    const started = Date.now();
    for (let n = 0; n < 10; n++)
      await db.transaction((sql) => enqueue(sql, [{ topic: "owner", key: "graph/1", value: `{"n":${n}}` }]));
    expect(Date.now() - started).toBeLessThan(2000);
    expect(await db.sql`select 1 from notification.outbox`).toHaveLength(10);
    const cluster = await startLocalCluster({ ports, data });
    onTestFinished(() => cluster.stop());
    await eventually(async () => expect(await db.sql`select 1 from notification.outbox`).toHaveLength(0));
    const got = await read(away, [away.topics.owner]);
    await eventually(() =>
      expect(got.map(({ value }) => JSON.parse(String(value)).n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    );
  });

  test("dead letters are copied to their topic, bytes as they came, with reason and origin", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x7b]);
    await db.sql`
      insert into notification.dead_letter (cluster_id, topic, partition, "offset", message_at, key, value, headers, field, reason)
      values ('c', 'owner', 3, 42, 0, ${Buffer.from("graph/1")}, ${bytes}, ${db.sql.json({ trace: "abc" })}, 'time', 'time is missing'),
        ('c', 'owner', 3, 43, 0, null, null, '{}', '', 'the message is empty (a tombstone)'),
        ('c', 'owner', 3, 44, 0, null, ${Buffer.alloc(950_000, 120)}, '{}', '', 'the message is over 512 KB'),
        ('c', 'owner', 3, 45, 0, ${Buffer.alloc(2_000_000, 120)}, ${bytes}, '{}', '', 'the message is not UTF-8'),
        ('c', 'owner', 3, 46, 0, null, ${bytes}, ${db.sql.json({ h: "x".repeat(2_000_000) })}, '', 'the message is not UTF-8')`;
    // Each goes along, and all of them do not fit into one request.
    await db.sql`
      insert into notification.dead_letter (cluster_id, topic, partition, "offset", message_at, key, value, headers, field, reason)
      select 'c', 'owner', 4, n, 0, 'graph/1', ${bytes}, ${db.sql.json({ h: "x".repeat(49_000) })}, '', 'the message is not UTF-8'
      from generate_series(1, 30) n`;
    onTestFinished(startForwardingDeadLetters(runtime(config), openedProducer(config)));
    const unforwarded = () => db.sql`select 1 from notification.dead_letter where forwarded_at is null`;
    await eventually(async () => expect(await unforwarded()).toHaveLength(0));
    const got = await read(config, [config.KAFKA_DEAD_LETTER_TOPIC]);
    await eventually(() => expect(got).toHaveLength(35));
    const by = (origin: string) => got.find(({ headers }) => headers["dead-letter-origin"] === origin);
    expect(by("owner/3/42")).toMatchObject({
      key: "graph/1",
      value: bytes,
      headers: { trace: "abc", "dead-letter-field": "time", "dead-letter-reason": "time is missing" },
    });
    expect(by("owner/3/43")?.value).toBeNull();
    expect(by("owner/3/44")).toMatchObject({
      value: null,
      headers: { "dead-letter-value": expect.stringContaining("950000") },
    });
    // What no broker would take of one keeps none of the others back.
    expect(by("owner/3/45")).toMatchObject({
      key: null,
      value: bytes,
      headers: { "dead-letter-key": "2000000 bytes, in the database only" },
    });
    expect(by("owner/3/46")?.value).toEqual(bytes);
    expect(by("owner/3/46")?.headers).not.toHaveProperty("h");
    expect(by("owner/3/46")?.headers).toHaveProperty("dead-letter-headers");
    expect(by("owner/4/30")?.headers).toHaveProperty("h");
  });
});
