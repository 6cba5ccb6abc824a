import { setTimeout as sleep } from "node:timers/promises";
import { connectKafka } from "../kafka/connect";
import type { Runtime } from "../runtime";
import { startConsumer } from "./kafka-consumer";
import { type LogBounds, readOffsets } from "./partition-offsets";

export type Replayed = {
  messages: number;
  /** What was missing and is there now. */
  events: number;
  notifications: number;
};

/**
 * Reads all topics again from their beginning, beside any consumer that runs, and adds only what is missing: no
 * second notification, no changed read state, nothing that a person deleted. Resolves once the database is where
 * the topics ended when it began.
 * @param progress how many of how many messages are done
 */
export async function replayTopics(
  runtime: Runtime,
  progress: (done: number, total: number) => void = () => {},
): Promise<Replayed> {
  const { config, db, log } = runtime;
  const admin = connectKafka(config, log, "graphspace-replay").admin();
  await admin.connect();
  const { clusterId } = await admin.describeCluster();
  const logs = new Map<string, LogBounds>();
  const existing = new Set(await admin.listTopics());
  for (const topic of Object.values(config.topics).filter((name) => existing.has(name)))
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
      logs.set(`${topic}/${partition}`, { low: BigInt(low), high: BigInt(high) });
  await admin.disconnect();
  const total = [...logs.values()].reduce((sum, { low, high }) => sum + Number(high - low), 0);
  if (total === 0) return { messages: 0, events: 0, notifications: 0 };

  const before = await countRows(runtime);
  await db.transaction(async (sql) => {
    for (const [key, { low }] of logs) {
      const slash = key.lastIndexOf("/");
      await sql`
        update notification.consumer_offset set next_offset = ${String(low)}, updated_at = now()
        where cluster_id = ${clusterId} and topic = ${key.slice(0, slash)} and partition = ${Number(key.slice(slash + 1))}`;
    }
  });

  let broken: Error | undefined;
  const stop = startConsumer(runtime, (error) => {
    broken = error;
  });
  try {
    for (let left = total; left > 0; await sleep(200)) {
      if (broken) throw broken;
      const offsets = await db.within((sql) => readOffsets(sql, clusterId));
      left = 0;
      for (const [key, { low, high }] of logs) {
        const next = offsets.get(key) ?? low;
        if (next < high) left += Number(high - next);
      }
      progress(total - left, total);
    }
  } finally {
    await stop();
  }
  const after = await countRows(runtime);
  return {
    messages: total,
    events: after.events - before.events,
    notifications: after.notifications - before.notifications,
  };
}

async function countRows({ db }: Runtime): Promise<{ events: number; notifications: number }> {
  const [row] = await db.within(
    (sql) => sql<[{ events: number; notifications: number }]>`
      select (select count(*)::int from notification.event) as events,
        (select count(*)::int from notification.notification) as notifications`,
    60_000,
  );
  return row;
}
