import { randomBytes, randomUUID } from "node:crypto";
import { ConfigResourceTypes } from "kafkajs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Config } from "../config";
import { readFreshness } from "../inbox/read-freshness";
import { connectKafka } from "../kafka/connect";
import { createLogger } from "../logger";
import type { Runtime, Stop } from "../runtime";
import { kafkaWorld, send } from "../testing/kafka-world";
import { testDatabase } from "../testing/test-database";
import { testKafka } from "../testing/test-kafka";
import { quietRuntime } from "../testing/test-runtime";
import { startConsumer } from "./kafka-consumer";
import { replayTopics } from "./replay-topics";

const real = await testKafka();

describe.skipIf(!real)("the consumer on real Kafka", async () => {
  const { db } = await testDatabase();
  const world = await kafkaWorld(db);
  const config = real?.config as Config;
  const runtime = () => quietRuntime(config, db);
  const consume = (on = runtime()): { on: Runtime; stop: Stop } => {
    const stop = startConsumer(on, (error) => {
      throw error;
    });
    let stopped: Promise<void> | undefined;
    const once = () => {
      stopped ??= stop();
      return stopped;
    };
    onTestFinished(once);
    return { on, stop: once };
  };
  const all: Awaited<ReturnType<typeof world.events>> = [];
  /** Offsets that were rolled back, or are markers of it. */
  let notMessages = 0;
  const more = (count: number) => {
    const events = world.events(count);
    all.push(...events);
    return events;
  };
  const offsets = () =>
    db.sql<{ topic: string; partition: number; next: string }[]>`
      select topic, partition, next_offset as next from notification.consumer_offset where topic = any(${Object.values(config.topics)})`;

  test("one group reads all topics, ready once it has them, and the lag goes to zero", async () => {
    const { on } = consume();
    expect(await on.readiness.reasons()).toHaveProperty("ingest");
    await send(config, more(300));
    await world.expectRows(all);
    expect(await on.readiness.reasons()).toEqual({});
    await vi.waitFor(
      async () => {
        const { values } = await on.metrics.consumerLag.get();
        expect(values).toHaveLength(18);
        expect(values.every(({ value }) => value === 0)).toBe(true);
      },
      { timeout: 10_000 },
    );
    const waiting = async () =>
      (await db.sql`select value ->> 'waiting' as waiting from notification.installation where key = 'ingest'`)[0];
    await vi.waitFor(async () => expect(await waiting()).toEqual({ waiting: "0" }), { timeout: 10_000 });
    expect(await readFreshness(db)).toEqual({ lagSeconds: 0, status: "live" });
  });

  test("the inbox says how far behind it is when nobody consumes", async () => {
    await db.sql`
      update notification.installation set value = value || jsonb_build_object('caughtUpAt', now() - interval '1 minute')
      where key = 'ingest'`;
    const known = await vi.waitFor(
      async () => {
        const freshness = await readFreshness(db);
        expect(freshness.status).toBe("behind");
        return freshness;
      },
      { timeout: 5000 },
    );
    expect(known.lagSeconds).toBeGreaterThanOrEqual(60);
  });

  test("two consumers share the partitions; one leaves, one joins: nothing is lost, nothing twice", async () => {
    const first = consume();
    await send(config, more(500));
    const second = consume();
    for (let n = 0; n < 5; n++) {
      await send(config, more(200));
      if (n === 2) await first.stop();
    }
    consume();
    await send(config, more(500));
    await world.expectRows(all);
    await second.stop();
  });

  test("the database's offset leads, whatever Kafka's says: an older database is filled up again", async () => {
    const before = consume();
    await send(config, more(100));
    await world.expectRows(all);
    await before.stop();
    const admin = connectKafka(config, createLogger("silent"), "test").admin();
    const committed = await admin.fetchOffsets({ groupId: config.KAFKA_GROUP_ID, topics: [config.topics.owner] });
    await admin.disconnect();
    expect(committed[0]?.partitions.some(({ offset }) => Number(offset) > 0)).toBe(true);

    await db.sql`update notification.consumer_offset set next_offset = 0`;
    await db.sql`truncate notification.notification, notification.event`;
    consume();
    await world.expectRows(all);
  });

  test("an offset moved back under a running consumer reads everything again and adds nothing", async () => {
    consume();
    await send(config, more(50));
    await world.expectRows(all);
    const ends = await offsets();
    const revisions = await db.sql`select user_id, event_id, revision from notification.notification order by 1, 2`;
    await db.sql`update notification.consumer_offset set next_offset = 0`;
    await vi.waitFor(async () => expect(await offsets()).toEqual(expect.arrayContaining([...ends])), {
      timeout: 20_000,
    });
    await world.expectRows(all);
    expect(await db.sql`select user_id, event_id, revision from notification.notification order by 1, 2`).toEqual(
      revisions,
    );
  });

  test("an offset outside the log starts at the log's start", async () => {
    await db.sql`update notification.consumer_offset set next_offset = 1000000`;
    consume();
    await send(config, more(10));
    await world.expectRows(all);
  });

  test("transactions that were rolled back hold nothing up, at the log's end or before what follows", async () => {
    consume();
    await send(config, more(10));
    await world.expectRows(all);
    const kafka = connectKafka(config, createLogger("silent"), "test-transactions");
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, transactionalId: randomUUID() });
    onTestFinished(() => producer.disconnect());
    await producer.connect();
    // More than one fetch holds, so that a fetch brings nothing at all.
    for (let n = 0; n < 5; n++) {
      const transaction = await producer.transaction();
      const messages = [0, 1].map(() => ({ partition: 0, value: randomBytes(400_000) }));
      await transaction.send({ topic: config.topics.owner, messages });
      await transaction.abort();
      notMessages += messages.length + 1;
    }
    const admin = kafka.admin();
    onTestFinished(() => admin.disconnect());
    await admin.connect();
    const storedToTheEnd = async () => {
      const logs = await admin.fetchTopicOffsets(config.topics.owner);
      const ends = logs.map(({ partition, high }) => ({ topic: config.topics.owner, partition, next: high }));
      await vi.waitFor(async () => expect(await offsets()).toEqual(expect.arrayContaining(ends)), { timeout: 20_000 });
    };
    await storedToTheEnd();
    await send(config, more(100));
    await world.expectRows(all);
    // Whoever comes to them again, from where the database is, passes them again.
    await db.sql`update notification.consumer_offset set next_offset = 0`;
    await storedToTheEnd();
    await send(config, more(100));
    await world.expectRows(all);
  });

  test("whatever producers and topics compress with is read", async () => {
    consume();
    const admin = connectKafka(config, createLogger("silent"), "test-codecs").admin();
    onTestFinished(() => admin.disconnect());
    await admin.connect();
    for (const codec of ["gzip", "snappy", "lz4", "zstd", "producer"]) {
      const configEntries = [{ name: "compression.type", value: codec }];
      const resources = Object.values(config.topics).map((name) => ({
        type: ConfigResourceTypes.TOPIC,
        name,
        configEntries,
      }));
      await admin.alterConfigs({ validateOnly: false, resources });
      // Together more than a block of any of them.
      const heavy = more(40).map((event) => ({
        ...event,
        value: event.value.replace(/}$/, `,"filler":"${randomBytes(10_000).toString("hex")}"}`),
      }));
      await send(config, heavy);
      await world.expectRows(all);
    }
  });

  test("a replay brings back what is missing, and nothing that a person deleted or read", async () => {
    consume();
    await send(config, more(100));
    await world.expectRows(all);
    const events = await db.sql<{ id: string }[]>`
      select id from notification.event where id in (select event_id from notification.notification) order by id limit 3`;
    const [lost, deleted, read] = events.map(({ id }) => id) as [string, string, string];
    const [{ gone }] = await db.sql<[{ gone: number }]>`
      select count(*)::int as gone from notification.notification where event_id = ${lost}`;
    await db.sql`delete from notification.notification where event_id in (${lost}, ${deleted})`;
    await db.sql`delete from notification.event where id = ${lost}`;
    await db.sql`update notification.notification set read_at = now() where event_id = ${read}`;
    const done: number[] = [];
    const replayed = await replayTopics(runtime(), (count) => done.push(count));
    expect(replayed).toEqual({ messages: all.length + notMessages, events: 1, notifications: gone });
    expect(done.at(-1)).toBe(replayed.messages);
    expect(await db.sql`select 1 from notification.notification where event_id = ${deleted}`).toHaveLength(0);
    expect(
      await db.sql`select 1 from notification.notification where event_id = ${read} and read_at is null`,
    ).toHaveLength(0);
  });
});
