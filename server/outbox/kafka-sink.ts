import type { NotificationType } from "../contract/notification-types";
import type { Producer } from "../kafka/producer";
import type { Sink } from "./relay";

/** The sink of Kafka: a row is deleted once all replicas in sync have its message; a crash in between repeats it. */
export const kafkaSink =
  (producer: Producer, topics: Record<NotificationType, string>): Sink =>
  async (rows, sql) => {
    await producer.send(
      rows.map(({ topic, key, value, headers, createdAt }) => ({
        topic: topics[topic],
        key,
        value,
        headers,
        timestamp: createdAt,
      })),
    );
    await sql`delete from notification.outbox where id = any(${rows.map((row) => String(row.id))}::bigint[])`;
  };
