import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createLogger } from "../logger";
import { testKafka } from "../testing/test-kafka";
import { connectKafka } from "./connect";
import { createTopics, partitionsPerTopic } from "./create-topics";
import { openProducer } from "./producer";

const real = await testKafka();

describe.skipIf(!real)("the producer on real Kafka", () => {
  const config = real?.config as NonNullable<typeof real>["config"];
  const log = createLogger("silent");

  test("missing topics are created with their partitions, and those that are there are left alone", async () => {
    const admin = connectKafka(config, log, "test").admin();
    onTestFinished(() => admin.disconnect());
    await createTopics(admin, [config.topics.owner], log);
    await createTopics(admin, [config.topics.owner, config.topics.group], log);
    const { topics } = await admin.fetchTopicMetadata({ topics: [config.topics.owner, config.topics.group] });
    expect(topics.map(({ partitions }) => partitions.length)).toEqual([partitionsPerTopic, partitionsPerTopic]);
  });

  test("far more than one request may hold is sent, and what has one key stays in order", async () => {
    const kafka = connectKafka(config, log, "test");
    const producer = openProducer(kafka, log, [config.topics.owner]);
    onTestFinished(() => producer.close());
    const value = (n: number) => `${String(n).padStart(6)}${"x".repeat(20_000)}`;
    const sent = Array.from({ length: 200 }, (_, n) => ({
      topic: config.topics.owner,
      key: "graph/1",
      value: value(n),
    }));
    await Promise.all([producer.send(sent.slice(0, 100)), producer.send(sent.slice(100))]);

    const got: number[] = [];
    const consumer = kafka.consumer({ groupId: "order" });
    onTestFinished(() => consumer.disconnect());
    await consumer.subscribe({ topics: [config.topics.owner], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => void got.push(Number(message.value?.toString("utf8", 0, 6))),
    });
    await vi.waitFor(() => expect(got).toHaveLength(200), { timeout: 20_000, interval: 50 });
    expect(got).toEqual(sent.map((_, n) => n));
  });

  test("an idle connection schedules nothing", async () => {
    const producer = connectKafka(config, log, "test").producer();
    await producer.connect();
    onTestFinished(() => producer.disconnect());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const scheduled = vi.spyOn(globalThis, "setTimeout");
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const before = scheduled.mock.calls.length;
    const until = Date.now() + 200;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => Date.now() > until && resolve(clearInterval(timer)), 20);
    });
    expect(scheduled.mock.calls.length - before).toBeLessThan(5);
    scheduled.mockRestore();
  });
});
