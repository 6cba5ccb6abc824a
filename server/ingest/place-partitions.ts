import { setTimeout as sleep } from "node:timers/promises";
import type { Admin, Consumer } from "kafkajs";
import { backoffMs } from "../database/backoff";
import type { Assigned } from "./consume-batch";
import type { IngestDeps } from "./handle-batch";
import { OwnershipLost } from "./message";
import { moveOffsets, placeOffset } from "./partition-offsets";

/** The partitions that are ours in this generation of the group, each at the database's offset. */
export type Partitions = {
  get(topic: string, partition: number): Assigned | undefined;
  all(): Assigned[];
  /** Replaces all; what was at work for the old ones stops at its next look. */
  assign(memberAssignment: Record<string, number[]>): void;
  /** Reads one partition's offset anew and seeks there. */
  again(assigned: Assigned): Promise<void>;
  /** Once every partition is at the database's offset. */
  placed(): Promise<void>;
  /**
   * Notes a stretch of a log that holds nothing for us: transactions that were rolled back, the markers that end
   * them. kafkajs hands over no batch of them.
   */
  passOver(topic: string, partition: number, stretch: { first: bigint; last: bigint }): void;
  /** Moves the database's offset over what was passed, so that nobody takes it for messages that wait. */
  catchUp(): Promise<void>;
};

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

/**
 * Kafka's own offsets are a hint only: every assignment is followed by a seek to the database's offset, before
 * anything of it is stored.
 * @param report what is in the way, or null once nothing is
 * @param over aborted with the consumer's session
 */
export function placePartitions(
  deps: IngestDeps,
  admin: Admin,
  consumer: Consumer,
  report: (error: unknown) => void,
  over: AbortSignal,
): Partitions {
  const ours = new Map<string, Assigned>();
  let generation = 0;
  let placing: Promise<unknown> = Promise.resolve();

  const place = async (assigned: Assigned) => {
    const { topic, partition } = assigned;
    const at = { clusterId: deps.clusterId, topic, partition };
    const { next, outside } = await placeOffset(deps.db, at, async () => {
      const log = (await admin.fetchTopicOffsets(topic)).find((bounds) => bounds.partition === partition);
      return { low: BigInt(log?.low ?? 0), high: BigInt(log?.high ?? 0) };
    });
    if (outside !== undefined) {
      const where = { topic, partition, was: String(outside), next: String(next) };
      deps.log.error(where, "The database's offset lies outside the topic's log; reading from the log's start.");
    }
    assigned.next = assigned.read = next;
    if (ours.get(keyOf(topic, partition)) === assigned) consumer.seek({ topic, partition, offset: String(next) });
  };

  const placeAll = async (partitions: Assigned[]) => {
    const mine = generation;
    for (let failures = 0; mine === generation && !over.aborted; ) {
      try {
        for (const assigned of partitions) await place(assigned);
        return report(null);
      } catch (error) {
        if (over.aborted) return;
        failures++;
        report(error);
        deps.log.warn({ err: error, failures }, "The offsets of our partitions could not be read; trying again.");
        await sleep(backoffMs(failures, 5000));
      }
    }
  };

  const own = (topic: string, partition: number): Assigned => {
    const assigned = { topic, partition, next: 0n, read: -1n, busy: false };
    ours.set(keyOf(topic, partition), assigned);
    return assigned;
  };

  return {
    get: (topic, partition) => ours.get(keyOf(topic, partition)),
    all: () => [...ours.values()],
    assign(memberAssignment) {
      generation++;
      ours.clear();
      const partitions = Object.entries(memberAssignment).flatMap(([topic, numbers]) =>
        numbers.map((number) => own(topic, number)),
      );
      placing = placeAll(partitions);
    },
    async again({ topic, partition }) {
      placing = Promise.all([placing, placeAll([own(topic, partition)])]);
      await placing;
    },
    async placed() {
      await placing;
    },
    passOver(topic, partition, { first, last }) {
      const assigned = ours.get(keyOf(topic, partition));
      // What was fetched before a seek says nothing of where we stand now.
      if (assigned && first <= assigned.read && last >= assigned.read) assigned.read = last + 1n;
    },
    async catchUp() {
      for (const assigned of ours.values()) {
        const { topic, partition, next, read, busy } = assigned;
        if (busy || read <= next) continue;
        const move = moveOffsets(deps.clusterId, [{ topic, partition, from: next, to: read }]);
        const moved = await deps.db.transaction(move).then(
          () => true,
          // A batch has moved it meanwhile.
          (error) => {
            if (error instanceof OwnershipLost) return false;
            throw error;
          },
        );
        if (moved) assigned.next = read;
      }
    },
  };
}
