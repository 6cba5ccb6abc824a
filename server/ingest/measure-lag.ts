import type { Admin } from "kafkajs";
import type { Assigned } from "./consume-batch";
import type { IngestDeps } from "./handle-batch";
import { readOffsets } from "./partition-offsets";
import type { Partitions } from "./place-partitions";

/**
 * Sets the lag of every partition, and seeks where somebody moved an offset under us (a replay). Resolves to how
 * many messages wait in our own partitions.
 */
export async function measureLag(
  { db, clusterId, metrics }: IngestDeps,
  admin: Admin,
  topics: Iterable<string>,
  partitions: Partitions,
): Promise<bigint> {
  const before = new Map(partitions.all().map((assigned) => [assigned, assigned.next]));
  const offsets = await db.within((sql) => readOffsets(sql, clusterId));
  const stillThere = (assigned: Assigned) => !assigned.busy && assigned.next === before.get(assigned);
  let waiting = 0n;
  for (const topic of topics)
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      const stored = offsets.get(`${topic}/${partition}`);
      const lag = BigInt(high) - (stored ?? BigInt(low));
      metrics.consumerLag.set({ topic, partition: String(partition) }, Number(lag > 0n ? lag : 0n));
      const assigned = partitions.get(topic, partition);
      if (!assigned) continue;
      if (lag > 0n) waiting += lag;
      const moved = stored !== undefined && stored !== before.get(assigned);
      if (moved && stillThere(assigned)) await partitions.again(assigned);
    }
  return waiting;
}
