import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../database/backoff";
import type { Producer } from "../kafka/producer";
import type { Runtime, Stop } from "../runtime";

type Row = {
  id: string;
  topic: string;
  partition: number;
  offset: string;
  key: Buffer | null;
  value: Buffer | null;
  /** What was left out, by part, with its size in bytes. */
  left: Record<"value" | "key" | "headers", number | null>;
  headers: Record<string, string>;
  field: string;
  reason: string;
};

const stopMs = 3000;
const pollMs = 5000;
const batchSize = 100;
/** More would not fit in what a broker takes; the database has it. */
const most = { value: 800_000, key: 10_000, headers: 50_000 };

/**
 * Copies dead letters to their Kafka topic: the raw bytes, the headers as they came, and why and whence in `dead-letter-…`;
 * there, too, what was too large to go along.
 */
export function startForwardingDeadLetters({ config, db, log }: Runtime, producer: Producer): Stop {
  const stopping = new AbortController();

  const forward = (): Promise<number> =>
    db.transaction(async (sql) => {
      const rows = await sql<Row[]>`
        select id, topic, partition, "offset", field, reason,
          case when octet_length(key) <= ${most.key} then key end as key,
          case when octet_length(value) <= ${most.value} then value end as value,
          case when octet_length(headers::text) <= ${most.headers} then headers else '{}' end as headers,
          jsonb_build_object('value', nullif(greatest(octet_length(value), ${most.value}), ${most.value}),
            'key', nullif(greatest(octet_length(key), ${most.key}), ${most.key}),
            'headers', nullif(greatest(octet_length(headers::text), ${most.headers}), ${most.headers})) as left
        from notification.dead_letter where forwarded_at is null
        order by id limit ${batchSize} for update skip locked`;
      if (rows.length === 0) return 0;
      await producer.send(rows.map((row) => deadLetterMessage(config.KAFKA_DEAD_LETTER_TOPIC, row)));
      await sql`
        update notification.dead_letter set forwarded_at = now() where id = any(${rows.map(({ id }) => id)}::bigint[])`;
      return rows.length;
    }, 60_000);

  const run = async () => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let waitMs = pollMs;
      try {
        if ((await forward()) === batchSize) waitMs = 0;
        failures = 0;
      } catch (error) {
        failures++;
        waitMs = Math.max(pollMs, backoffMs(failures, 30_000));
        log.warn({ err: error, failures }, "Dead letters could not be copied to Kafka; trying again.");
      }
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await Promise.race([running, sleep(stopMs, undefined, { ref: false })]);
  };
}

const deadLetterMessage = (topic: string, { left, ...row }: Row) => ({
  topic,
  key: row.key,
  value: row.value,
  headers: {
    ...row.headers,
    "dead-letter-reason": row.reason,
    "dead-letter-field": row.field,
    "dead-letter-origin": `${row.topic}/${row.partition}/${row.offset}`,
    ...Object.fromEntries(
      Object.entries(left).flatMap(([part, bytes]) =>
        bytes === null ? [] : [[`dead-letter-${part}`, `${bytes} bytes, in the database only`]],
      ),
    ),
  },
});
