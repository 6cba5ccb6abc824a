import { setTimeout as pause } from "node:timers/promises";
import type { Admin } from "kafkajs";
import type { Logger } from "../logger";

export const partitionsPerTopic = 6;

/** Creates the topics that are missing, where the cluster allows it; where not, it says which ones to create. */
export async function createTopics(admin: Admin, topics: string[], log: Logger, attempts = 20): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length === 0) return;
  try {
    await admin.createTopics({
      waitForLeaders: true,
      // -1: as many replicas as the cluster's own default
      topics: missing.map((topic) => ({ topic, numPartitions: partitionsPerTopic, replicationFactor: -1 })),
    });
    log.info({ topics: missing, partitions: partitionsPerTopic }, "Created the topics that were missing.");
  } catch (error) {
    // A broker may hear of a new topic a moment after it was made; kafkajs does not wait for that.
    if ((error as { type?: string }).type === "UNKNOWN_TOPIC_OR_PARTITION" && attempts > 1) {
      await pause(200);
      return createTopics(admin, topics, log, attempts - 1);
    }
    if (!isForbidden(error)) throw error;
    log.error({ topics: missing }, "These topics are missing and we may not create them: ask whoever runs Kafka.");
  }
}

const isForbidden = (error: unknown): boolean => {
  const { type, errors = [] } = error as { type?: string; errors?: unknown[] };
  return Boolean(type?.endsWith("_AUTHORIZATION_FAILED")) || errors.some(isForbidden);
};
