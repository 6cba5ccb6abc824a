import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/test-database";
import { OwnershipLost } from "./message";
import { moveOffsets, type Partition, placeOffset, readOffsets } from "./partition-offsets";

const { db } = await testDatabase();
const somewhere = () => ({ clusterId: randomUUID(), topic: "owner", partition: 3 });
const moveOffset = ({ clusterId, ...at }: Partition, from: bigint, to: bigint) =>
  moveOffsets(clusterId, [{ ...at, from, to }]);
const log = (low: bigint, high: bigint) => async () => ({ low, high });
const nextOf = async ({ clusterId }: { clusterId: string }) => (await readOffsets(db.sql, clusterId)).get("owner/3");

test("a partition never seen begins at the log's start", async () => {
  const at = somewhere();
  expect(await placeOffset(db, at, log(7n, 20n))).toEqual({ next: 7n });
  expect(await nextOf(at)).toBe(7n);
});

test("an offset within the log is where to go on, its end included", async () => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 20n));
  await db.transaction(moveOffset(at, 0n, 20n));
  expect(await placeOffset(db, at, log(5n, 20n))).toEqual({ next: 20n });
});

test.each([
  ["expired", 100n, 200n],
  ["belongs to a topic made anew", 0n, 12n],
])("an offset that %s goes to the log's start, and is told", async (_, low, high) => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 50n));
  await db.transaction(moveOffset(at, 0n, 50n));
  expect(await placeOffset(db, at, log(low, high))).toEqual({ next: low, outside: 50n });
  expect(await nextOf(at)).toBe(low);
});

test("a log that grew while we asked is not taken for a new one", async () => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 50n));
  const placed = await placeOffset(db, at, async () => {
    // The consumer that had the partition before us finishes its last batch.
    await db.transaction(moveOffset(at, 0n, 60n));
    return { low: 0n, high: 60n };
  });
  expect(placed.outside).toBeUndefined();
  expect(await nextOf(at)).toBe(60n);
});

test("another cluster's offsets are its own", async () => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 50n));
  await db.transaction(moveOffset(at, 0n, 50n));
  expect(await placeOffset(db, somewhere(), log(0n, 50n))).toEqual({ next: 0n });
});

test("who lost the partition cannot write: its rows roll back with its offset", async () => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 50n));
  await db.transaction(moveOffset(at, 0n, 10n));
  const zombie = db.transaction(async (sql) => {
    await sql`insert into notification.outbox (topic, value) values ('owner', 'a zombie wrote this')`;
    await moveOffset(at, 0n, 5n)(sql);
  });
  await expect(zombie).rejects.toBeInstanceOf(OwnershipLost);
  expect(await db.sql`select 1 from notification.outbox`).toHaveLength(0);
  expect(await nextOf(at)).toBe(10n);
});

test("of two that store the same messages at once, one does", async () => {
  const at = somewhere();
  await placeOffset(db, at, log(0n, 50n));
  const both = await Promise.allSettled([
    db.transaction(moveOffset(at, 0n, 10n)),
    db.transaction(moveOffset(at, 0n, 10n)),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("where one of several partitions was lost, none is moved", async () => {
  const { clusterId, topic } = somewhere();
  for (const partition of [3, 4]) await placeOffset(db, { clusterId, topic, partition }, log(0n, 50n));
  const moves = [3, 4].map((partition) => ({ topic, partition, from: partition === 4 ? 5n : 0n, to: 10n }));
  await expect(db.transaction(moveOffsets(clusterId, moves))).rejects.toThrow("owner/3, owner/4");
  expect(await readOffsets(db.sql, clusterId)).toEqual(
    new Map([
      ["owner/3", 0n],
      ["owner/4", 0n],
    ]),
  );
});

test("two that move the same partitions, named in opposite order, do not deadlock", async () => {
  const { clusterId, topic } = somewhere();
  const partitions = Array.from({ length: 40 }, (_, number) => number);
  for (const partition of partitions) await placeOffset(db, { clusterId, topic, partition }, log(0n, 50n));
  const move = (order: number[]) =>
    db.sql.begin(
      moveOffsets(
        clusterId,
        order.map((partition) => ({ topic, partition, from: 0n, to: 10n })),
      ) as never,
    );
  const both = await Promise.allSettled([move(partitions), move(partitions.toReversed())]);
  const lost = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(lost.reason).toBeInstanceOf(OwnershipLost);
});
