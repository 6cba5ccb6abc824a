import type { Database, Sql } from "../database/database";
import { idList } from "../database/id-list";
import { OwnershipLost, type Progress } from "./message";

/** One partition of one cluster's topic. Offsets are kept by cluster, since another cluster counts anew. */
export type Partition = { clusterId: string; topic: string; partition: number };

/** What the log of a partition still holds: from `low` to before `high`. */
export type LogBounds = { low: bigint; high: bigint };

/** Offsets by `topic/partition`: the next to be stored. */
export async function readOffsets(sql: Sql, clusterId: string): Promise<Map<string, bigint>> {
  const rows = await sql<{ topic: string; partition: number; next: string }[]>`
    select topic, partition, next_offset as next from notification.consumer_offset where cluster_id = ${clusterId}`;
  return new Map(rows.map(({ topic, partition, next }) => [`${topic}/${partition}`, BigInt(next)]));
}

/** Of one partition: from the offset that is next to be stored, to the one that then is. */
export type Move = { topic: string; partition: number; from: bigint; to: bigint };

/**
 * Moves partitions' offsets in the transaction that stores their rows. Throws OwnershipLost where one is not at its
 * `from`: another consumer was faster, or somebody asked for a replay.
 */
export const moveOffsets =
  (clusterId: string, moves: Move[]): Progress =>
  async (sql) => {
    const topics = moves.map(({ topic }) => topic);
    const numbers = moves.map(({ partition }) => partition);
    const from = moves.map((move) => String(move.from));
    const to = moves.map((move) => String(move.to));
    // Locked in one order by all: two in opposite order deadlock.
    const moved = await sql`
      with mine as materialized (
        select o.topic, o.partition, m."to"
        from unnest((select ${topics}::text[]), ${idList(numbers, "int")}, ${idList(from, "bigint")},
          ${idList(to, "bigint")}) m (topic, partition, "from", "to")
        join notification.consumer_offset o
          on o.cluster_id = ${clusterId} and o.topic = m.topic and o.partition = m.partition and o.next_offset = m."from"
        order by o.topic, o.partition for update of o)
      update notification.consumer_offset o set next_offset = mine."to", updated_at = now()
      from mine where o.cluster_id = ${clusterId} and o.topic = mine.topic and o.partition = mine.partition`;
    if (moved.count !== moves.length)
      throw new OwnershipLost(moves.map(({ topic, partition }) => `${topic}/${partition}`).join(", "));
  };

export type Placement = { next: bigint /** The offset that the log no longer, or not yet, holds. */; outside?: bigint };

/**
 * Where to read on: the database's offset. A partition never seen starts at the log's start; so does one whose
 * offset lies outside the log (its messages expired, or the topic was made anew), and that is told.
 * @param bounds asked after the offset was read: a log only grows, so an older answer would look like a new topic
 */
export async function placeOffset(db: Database, at: Partition, bounds: () => Promise<LogBounds>): Promise<Placement> {
  const { clusterId, topic, partition } = at;
  const read = async () => {
    const [row] = await db.within(
      (sql) => sql<{ next: string }[]>`
        select next_offset as next from notification.consumer_offset
        where cluster_id = ${clusterId} and topic = ${topic} and partition = ${partition}`,
    );
    return row && BigInt(row.next);
  };
  const known = await read();
  const { low, high } = await bounds();
  if (known !== undefined && known >= low && known <= high) return { next: known };
  if (known === undefined)
    await db.within(
      (sql) => sql`
        insert into notification.consumer_offset (cluster_id, topic, partition, next_offset)
        values (${clusterId}, ${topic}, ${partition}, ${String(low)}) on conflict do nothing`,
    );
  else
    await db.within(
      (sql) => sql`
        update notification.consumer_offset set next_offset = ${String(low)}, updated_at = now()
        where cluster_id = ${clusterId} and topic = ${topic} and partition = ${partition}
          and next_offset = ${String(known)}`,
    );
  return { next: (await read()) ?? low, outside: known };
}
