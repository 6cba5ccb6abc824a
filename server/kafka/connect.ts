import kafkajs, { type Kafka as Client, type KafkaConfig, type SASLOptions } from "kafkajs";
import type { Config } from "../config";
import type { Logger } from "../logger";
import { calmRequestQueue } from "./calm-request-queue";
import { readEveryCodec } from "./codecs";

/** A client of the brokers that the settings name. Connects to nothing yet. */
export function connectKafka(
  config: Config,
  log: Logger,
  clientId: string,
  overrides: Partial<KafkaConfig> = {},
): Client {
  calmRequestQueue();
  readEveryCodec();
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = config;
  return new kafkajs.Kafka({
    clientId,
    brokers: config.KAFKA_BROKERS ?? [],
    ssl: config.KAFKA_SSL,
    sasl: mechanism ? ({ mechanism, username, password } as SASLOptions) : undefined,
    connectionTimeout: 3000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 3000, retries: 5 },
    logCreator: () => (entry) => {
      // Trouble with brokers is told by those who use them, once; the client's own lines are for looking closer.
      const { message, timestamp: _, logger: __, ...rest } = entry.log;
      log.debug({ kafka: { level: kafkajs.logLevel[entry.level], ...rest } }, message);
    },
    ...overrides,
  });
}
