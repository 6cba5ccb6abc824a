import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../server/config";
import { connectKafka } from "../server/kafka/connect";
import { openProducer } from "../server/kafka/producer";
import { createLogger } from "../server/logger";

/**
 * A producer in a process of its own, as the main application is: what it takes is not the consumer's. Forked by
 * bench/push-world.ts; answers with the ids that it sent, by person.
 */
export type ProduceOrder = { brokers: string[]; run: string; people: number; rate: number; seconds: number };

/** Sends at a steady rate (events a second), each event stamped with the time at which it *should* go out. */
async function produce({ brokers, run, people, rate, seconds }: ProduceOrder): Promise<string[][]> {
  const config = readConfig({ LOG_LEVEL: "silent", KAFKA_BROKERS: brokers.join(",") });
  const log = createLogger("silent");
  const producer = openProducer(connectKafka(config, log, "bench-produce"), log, Object.values(config.topics));
  await producer.send([]);
  const sent: string[][] = Array.from({ length: people }, () => []);
  const started = Date.now() + 200;
  const pending: Promise<void>[] = [];
  for (let next = 0; next < rate * seconds; ) {
    // The first goes out at the start.
    const due = Math.min(rate * seconds, Math.floor(((Date.now() - started) / 1000) * rate) + 1);
    const batch = [];
    for (; next < due; next++) {
      const person = (next * 7919) % people;
      const id = `${run}-${next}`;
      (sent[person] as string[]).push(id);
      const resource = { type: "graph", id: person + 1, name: `Wnt ${person + 1}` };
      const time = new Date(started + (next * 1000) / rate).toISOString();
      const event = { specversion: "1.0", id, source: "/bench", type: "graph.updated", time };
      const value = JSON.stringify({ ...event, data: { actor: "robot", resource } });
      batch.push({ topic: "owner", key: `graph/${person + 1}`, value, headers: {} });
    }
    if (batch.length > 0) pending.push(producer.send(batch));
    await sleep(2);
  }
  await Promise.all(pending);
  await producer.close();
  return sent;
}

process.on("message", (order: ProduceOrder) => {
  produce(order).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ error: String(error) }),
  );
});
