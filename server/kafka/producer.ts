import kafkajs, { type Kafka, type Producer as KafkaProducer } from "kafkajs";

import type { Logger } from "../logger";
import { createTopics } from "./create-topics";

export type OutgoingMessage = {
  /** The Kafka topic. */
  topic: string;
  key: string | Buffer | null;
  value: string | Buffer | null;
  headers?: Record<string, string>;
  timestamp?: Date;
};

export type Producer = {
  /** Resolves once all replicas in sync have all of them; in order per key. Rejects: send all of them again. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
};

/** A broker refuses a batch over 1 MB, unless told otherwise; a batch is what one request holds for a partition. */
const maxRequestBytes = 900_000;
const deadlineMs = 20_000;
const closeMs = 1000;

/**
 * An idempotent producer, the only file that sends. One request at a time, since concurrent ones go out of order
 * in kafkajs (its issues #598, #1005). After a failure it starts anew with a new producer id: sequence numbers
 * used again for other messages would be taken for duplicates, and dropped.
 * @param topics created where they are missing
 */
export function openProducer(kafka: Kafka, log: Logger, topics: string[]): Producer {
  let current: KafkaProducer | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const connected = async () => {
    if (current) return current;
    const admin = kafka.admin();
    try {
      await admin.connect();
      await createTopics(admin, topics, log);
    } finally {
      await admin.disconnect().catch(() => {});
    }
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    current = producer;
    return producer;
  };

  const sendNow = async (messages: readonly OutgoingMessage[]) => {
    try {
      const producer = await within(deadlineMs, connected());
      for (const request of requests(messages))
        await within(deadlineMs, producer.sendBatch({ acks: -1, topicMessages: byTopic(request) }));
    } catch (error) {
      current?.disconnect().catch(() => {});
      current = undefined;
      throw error;
    }
  };

  return {
    send(messages) {
      const sending = last.then(() => sendNow(messages));
      last = sending.catch(() => {});
      return sending;
    },
    async close() {
      const closing = last.then(() => current?.disconnect());
      await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, closeMs).unref())]);
      current = undefined;
    },
  };
}

/** Cuts messages, in order, into what one request may hold. */
function* requests(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let request: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size =
      200 +
      Buffer.byteLength(message.value ?? "") +
      Buffer.byteLength(message.key ?? "") +
      Buffer.byteLength(JSON.stringify(message.headers ?? {}));
    if (request.length > 0 && bytes + size > maxRequestBytes) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(message);
    bytes += size;
  }
  if (request.length > 0) yield request;
}

const byTopic = (messages: OutgoingMessage[]) => {
  const topics = new Map<
    string,
    { key: string | Buffer | null; value: string | Buffer | null; timestamp?: string }[]
  >();
  for (const { topic, timestamp, ...message } of messages) {
    const ofTopic = topics.get(topic) ?? [];
    ofTopic.push({ ...message, timestamp: timestamp && String(timestamp.getTime()) });
    topics.set(topic, ofTopic);
  }
  return [...topics].map(([topic, ofTopic]) => ({ topic, messages: ofTopic }));
};

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka did not acknowledge within ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
