import type { Admin } from "kafkajs";
import type { Database } from "../database/database";
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
  await partitions.catchUp();
  const before = new Map(partitions.all().map((assigned) => [assigned, assigned.next]));
  const offsets = await db.within((sql) => readOffsets(sql, clusterId));
  const stillThere = (assigned: Assigned) => !assigned.busy && assigned.next === before.get(assigned);
  let waiting = 0n;
  let behind = 0n;
  for (const topic of topics)
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      const stored = offsets.get(`${topic}/${partition}`);
      const lag = BigInt(high) - (stored ?? BigInt(low));
      metrics.consumerLag.set({ topic, partition: String(partition) }, Number(lag > 0n ? lag : 0n));
      if (lag > 0n) behind += lag;
      const assigned = partitions.get(topic, partition);
      if (!assigned) continue;
      if (lag > 0n) waiting += lag;
      const moved = stored !== undefined && stored !== before.get(assigned);
      if (moved && stillThere(assigned)) await partitions.again(assigned);
    }
  await recordLag(db, behind);
  return waiting;
}

/** For the nodes that do not consume: how many messages wait in the topics, and when last none did. */
async function recordLag(db: Database, waiting: bigint) {
  await db.within(
    (sql) => sql`
      insert into notification.installation as old (key, value)
      values ('ingest', jsonb_build_object('waiting', ${String(waiting)}::bigint, 'caughtUpAt', now()))
      on conflict (key) do update set updated_at = now(), value = excluded.value ||
        case when ${waiting > 0n} then jsonb_build_object('caughtUpAt', old.value -> 'caughtUpAt') else '{}' end`,
  );
}

/** Without Kafka no topics are waited for. */
export async function forgetLag(db: Database): Promise<void> {
  await db.within((sql) => sql`delete from notification.installation where key = 'ingest'`);
}
