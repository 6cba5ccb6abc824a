import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { connectKafka } from "../kafka/connect";
import { createTopics } from "../kafka/create-topics";
import { createLogger } from "../logger";
import { messageOn } from "../testing/messages";
import { kafkaEnv, testKafka } from "../testing/test-kafka";
import { parseEvent } from "./parse-event";

const kafka = spawnSync("kcat", ["-V"]).status === 0 ? await testKafka() : null;
const run = promisify(execFile);
const log = createLogger("silent");

test.skipIf(!kafka)("the example for kcat sends an event that is understood, under its resource's key", async () => {
  const { config } = kafka as NonNullable<typeof kafka>;
  const admin = connectKafka(config, log, "test").admin();
  await createTopics(admin, [config.topics.owner], log);
  await admin.disconnect();
  const env = { ...process.env, ...kafkaEnv(config) };
  await run("sh", ["docs/examples/produce.sh", "42"], { env });
  const from = ["-b", env.KAFKA_BROKERS ?? "", "-C", "-e", "-q", "-t", config.topics.owner, "-f", "%k\\n%s"];
  const [key, value] = (await run("kcat", from)).stdout.split("\n");
  expect(key).toBe("graph/42");
  expect(parseEvent(messageOn("owner", value))).toHaveProperty("action.resource.id", 42);
});
