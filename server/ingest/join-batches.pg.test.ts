import { beforeEach, expect, test } from "vitest";
import type { Database } from "../database/database";
import { createLogger } from "../logger";
import { createMetrics } from "../metrics";
import { eventOf, messageOn } from "../testing/messages";
import { addGraph, addPeople } from "../testing/people";
import { testDatabase } from "../testing/test-database";
import { joinBatches } from "./join-batches";
import { OwnershipLost } from "./message";
import { placeOffset, readOffsets } from "./partition-offsets";

const { db } = await testDatabase();
await addPeople(db, "ana@lab.org");
const graph = await addGraph(db, "Wnt", "ana@lab.org");
const refused = "The database refuses this one";
await db.sql.unsafe(`alter table notification.event add check (resource_name <> '${refused}')`);
await db.sql.unsafe(`
  create function be_slow() returns trigger language plpgsql as 'begin perform pg_sleep(1); return new; end';
  create trigger slow before insert on notification.event
    for each row when (new.resource_name = 'slow') execute function be_slow()`);

let transactions = 0;
let atOnce = 0;
let mostAtOnce = 0;
/** What the next transactions meet before they begin. */
let trouble: Error | undefined;
const watched: Database = Object.create(db, {
  transaction: {
    value: async (work: Parameters<Database["transaction"]>[0], deadlineMs?: number) => {
      transactions++;
      mostAtOnce = Math.max(mostAtOnce, ++atOnce);
      try {
        if (trouble) throw trouble;
        return await db.transaction(work, deadlineMs);
      } finally {
        atOnce--;
      }
    },
  },
});
const store = joinBatches({ db: watched, log: createLogger("silent"), metrics: createMetrics(), clusterId: "join" }, 4);

beforeEach(async () => {
  await db.sql`truncate notification.event, notification.notification, notification.consumer_offset`;
  transactions = mostAtOnce = 0;
  trouble = undefined;
});

/** Stores so many messages of each partition in one turn, moving its offset, which is taken to be at `from`. */
async function storeAll(
  partitions: number[],
  {
    count = 3,
    from = () => 0n,
    alone = null,
  }: { count?: number; from?: (partition: number) => bigint; alone?: number | null } = {},
) {
  const placed = partitions.map((partition) => ({ clusterId: "join", topic: "owner", partition }));
  for (const at of placed) await placeOffset(db, at, async () => ({ low: 0n, high: 10_000n }));
  return outcomes(
    placed.map((at) => {
      const { partition } = at;
      const messages = Array.from({ length: count }, (_, n) =>
        messageOn("owner", eventOf("graph.updated", { id: graph, name: "Wnt" }), { partition, offset: BigInt(n) }),
      );
      return store({
        messages,
        moveFor: () => ({ ...at, from: from(partition), to: BigInt(count) }),
        alone: partition === alone,
      });
    }),
  );
}
/** One message of a partition whose offset is taken to be at 0. */
async function storeOne(name: string, partition: number) {
  const message = messageOn("owner", eventOf("graph.updated", { id: graph, name }), { partition });
  await store({ messages: [message], moveFor: () => ({ topic: "owner", partition, from: 0n, to: 1n }), alone: false });
}
const placeAt0 = (partition: number) =>
  placeOffset(db, { clusterId: "join", topic: "owner", partition }, async () => ({ low: 0n, high: 1n }));
const outcomes = async (parts: Promise<void>[]) =>
  (await Promise.allSettled(parts)).map((each) => (each.status === "fulfilled" ? "stored" : each.reason));
const offsets = async () => Object.fromEntries(await readOffsets(db.sql, "join"));
const rowsOf = async () => {
  const rows = await db.sql<{ partition: string; n: number }[]>`
    select split_part(origins[1], '/', 2) as partition, count(*)::int as n
    from notification.event e join notification.notification n on n.event_id = e.id group by 1`;
  return Object.fromEntries(rows.map(({ partition, n }) => [`owner/${partition}`, n]));
};

test("what several partitions have ready at once is stored in one transaction, each offset moved", async () => {
  expect(await storeAll([0, 1, 2])).toEqual(["stored", "stored", "stored"]);
  expect(transactions).toBe(1);
  expect(await offsets()).toEqual({ "owner/0": 3n, "owner/1": 3n, "owner/2": 3n });
  expect(await rowsOf()).toEqual({ "owner/0": 3, "owner/1": 3, "owner/2": 3 });
});

test("a partition that another consumer has now fails alone, without a row; the others are stored", async () => {
  expect(await storeAll([0, 1, 2], { from: (partition) => (partition === 1 ? 7n : 0n) })).toEqual([
    "stored",
    expect.any(OwnershipLost),
    "stored",
  ]);
  expect(await offsets()).toEqual({ "owner/0": 3n, "owner/1": 0n, "owner/2": 3n });
  expect(await rowsOf()).toEqual({ "owner/0": 3, "owner/2": 3 });
});

test("a message that the database refuses is a dead letter, and nobody else's trouble", async () => {
  for (const partition of [8, 9]) await placeAt0(partition);
  expect(await outcomes([storeOne("Wnt", 8), storeOne(refused, 9)])).toEqual(["stored", "stored"]);
  expect(await rowsOf()).toEqual({ "owner/8": 1 });
  expect(await db.sql`select partition from notification.dead_letter where cluster_id = 'join'`).toEqual([
    { partition: 9 },
  ]);
});

test("where data is refused, nobody waits for another's part", async () => {
  const order: string[] = [];
  for (const partition of [1, 2, 3]) await placeAt0(partition);
  const one = (name: string, partition: number) => storeOne(name, partition).then(() => order.push(name));
  await Promise.all([one(refused, 1), one("slow", 2), one("quick", 3)]);
  expect(order.indexOf("quick")).toBeLessThan(order.indexOf("slow"));
});

test("a database that is away is asked once for all, and all hear of it", async () => {
  trouble = Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });
  expect(await storeAll([0, 1])).toEqual([trouble, trouble]);
  expect(transactions).toBe(1);
});

test("what failed before is in no transaction with others", async () => {
  expect(await storeAll([0, 1, 2, 3], { alone: 2 })).toEqual(Array(4).fill("stored"));
  // The two before it, it, the one after it.
  expect(transactions).toBe(3);
});

test("what does not fit one transaction gets more of them, and only so many at once", async () => {
  const parts = [0, 1, 2, 3, 4, 5];
  expect(await storeAll(parts, { count: 2600 })).toEqual(parts.map(() => "stored"));
  expect(transactions).toBe(6);
  expect(mostAtOnce).toBe(4);
  expect(Object.values(await offsets())).toEqual(parts.map(() => 2600n));
});
