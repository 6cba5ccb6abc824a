import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { type Config, readConfig } from "../config";
import type { KafkaAnswer } from "./lazy-kafka";

/**
 * A real broker, shared by the run, with topics and a consumer group of this file's own. Null where Java or
 * Maven is missing (`describe.skipIf(!kafka)`; the run says so at its end); in CI that is a failure.
 */
export async function testKafka(): Promise<{ config: Config } | null> {
  const answer = (await (await fetch(inject("kafkaStarter"))).json()) as KafkaAnswer;
  if ("brokers" in answer) return { config: kafkaConfig(answer.brokers) };
  if (process.env.CI === "true") throw new Error(answer.unavailable);
  return null;
}

/** Settings for these brokers, with topics and a consumer group that nobody else has. */
export function kafkaConfig(brokers: string[]): Config {
  const own = randomBytes(4).toString("hex");
  return readConfig({
    KAFKA_BROKERS: brokers.join(","),
    KAFKA_TOPIC_OWNER: `owner-${own}`,
    KAFKA_TOPIC_GROUP: `group-${own}`,
    KAFKA_TOPIC_WATCHING: `watching-${own}`,
    KAFKA_DEAD_LETTER_TOPIC: `dead-${own}`,
    KAFKA_GROUP_ID: `test-${own}`,
    LOG_LEVEL: "silent",
  });
}

/** The same settings as the environment of a process of its own. */
export const kafkaEnv = (config: Config): Record<string, string> => ({
  KAFKA_BROKERS: config.KAFKA_BROKERS?.join(",") ?? "",
  KAFKA_TOPIC_OWNER: config.topics.owner,
  KAFKA_TOPIC_GROUP: config.topics.group,
  KAFKA_TOPIC_WATCHING: config.topics.watching,
  KAFKA_DEAD_LETTER_TOPIC: config.KAFKA_DEAD_LETTER_TOPIC,
  KAFKA_GROUP_ID: config.KAFKA_GROUP_ID,
  LOG_LEVEL: config.LOG_LEVEL,
});
