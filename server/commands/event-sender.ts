import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config";
import type { NotificationType } from "../contract/notification-types";
import type { Problem } from "../contract/problem";
import { connectKafka } from "../kafka/connect";
import { openProducer } from "../kafka/producer";
import { createLogger } from "../logger";
import { CommandError } from "./run-command";

/**
 * A message as text, with its media type; `key` keeps what is about one resource in order. `place` says where it
 * came from, should it be refused.
 */
export type Outgoing = { value: string; key: string | null; contentType: string; place?: string };

export type EventSender = {
  /** For the person at the terminal: where it sends to. */
  where: string;
  send(messages: Outgoing[]): Promise<void>;
  close(): Promise<void>;
};

/** Straight to Kafka, as any producer would. */
export async function kafkaSender(config: Config, type: NotificationType): Promise<EventSender> {
  const log = createLogger("silent");
  const kafka = connectKafka(config, log, "graphspace-produce", { retry: { retries: 3, initialRetryTime: 200 } });
  const topic = config.topics[type];
  const producer = openProducer(kafka, log, [topic]);
  await producer.send([]).catch((cause) => {
    const brokers = config.KAFKA_BROKERS?.join(", ");
    throw new CommandError(`Kafka does not answer at ${brokers}. Start one: npm run kafka`, { cause });
  });
  return {
    where: `Kafka at ${config.KAFKA_BROKERS?.join(", ")}, topic ${topic}`,
    send: (messages) =>
      producer.send(
        messages.map(({ value, key, contentType }) => ({
          topic,
          key,
          value,
          headers: { "content-type": contentType },
        })),
      ),
    close: () => producer.close(),
  };
}

/** Through POST /api/events/{topic}, as a producer without a Kafka client would. */
export function httpSender(base: string, token: string, type: NotificationType): EventSender {
  const url = `${base}/api/events/${type}`;
  const post = async (body: string, contentType: string, sent: Outgoing[]): Promise<void> => {
    const request = {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${token}`, "content-type": contentType },
    };
    const response = await fetch(url, request).catch((cause) => {
      throw new CommandError(`Nothing answers at ${base}. Start the application: npm start`, { cause });
    });
    if (response.status === 429) {
      await sleep(1000 * Number(response.headers.get("retry-after") ?? 1));
      return post(body, contentType, sent);
    }
    if (response.ok) return;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const fields = (problem.errors ?? []).map(
      ({ index = 0, field, message }) => `\n  ${[sent[index]?.place, field, message].filter(Boolean).join(" ")}`,
    );
    throw new CommandError(
      `${url} answered ${response.status}: ${problem.detail ?? problem.title ?? ""}${fields.join("")}`,
    );
  };
  const structured = "application/cloudevents+json";
  return {
    where: `POST ${url}`,
    async send(messages) {
      const events = messages.filter(({ contentType }) => contentType === structured);
      if (events.length === 1) await post((events[0] as Outgoing).value, structured, events);
      for (let first = 0; events.length > 1 && first < events.length; first += 1000) {
        const part = events.slice(first, first + 1000);
        const body = `[${part.map(({ value }) => value).join(",")}]`;
        await post(body, "application/cloudevents-batch+json", part);
      }
      for (const each of messages)
        if (each.contentType !== structured) await post(each.value, each.contentType, [each]);
    },
    async close() {},
  };
}
