import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../server/database/database";
import type { Runtime } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { atLeast, type Figure } from "./figure";
import type { Report } from "./push-clients";
import { pushMemory } from "./push-memory";
import { pushRate } from "./push-rate";
import { bareWay, ourWay, people, populate, produceSteadily, type Way, withPages } from "./push-world";

/** From produced, through real Kafka, to a thousand open pages; beside a consumer that emits straight to Socket.IO. */
export async function run(world: BenchWorld): Promise<Figure[]> {
  const { db } = await world.database();
  const runtime = world.runtime(db, { KAFKA_BROKERS: (await world.kafka()).join(","), KAFKA_GROUP_ID: "bench-push" });
  await populate(db);
  // Makes the topics.
  await produceSteadily(runtime, "first", 10, 1);
  return [
    ...(await latency(world, runtime)),
    ...(await drops(world, runtime)),
    await pushMemory(world, runtime),
    await pushRate(world, runtime),
  ];
}

async function latency(world: BenchWorld, runtime: Runtime): Promise<Figure[]> {
  const rate = 500;
  const seconds = 15;
  const measure = async (way: Way) => {
    const { name } = way;
    const latencies = await withPages(runtime, way, async (clients) => {
      // Joined, prepared and compiled, here and in the broker, before the clock counts; and the planner knows that the
      // tables are empty no more, as it would within a minute by itself.
      await produceSteadily(runtime, `${name}-warm`, rate, 20);
      await runtime.db.sql`vacuum analyze`;
      await sleep(1_000);
      await produceSteadily(runtime, name, rate, seconds);
      await sleep(2_000);
      return (await clients.tell<Report>({ do: "report" })).latencies;
    });
    const measured = latencies.slice(-rate * seconds);
    if (measured.length < rate * seconds * 0.99)
      throw new Error(`${name}: only ${measured.length} of ${rate * seconds} came`);
    const sorted = measured.toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
    world.say(`  ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms of ${sorted.length}`);
    return { p50: at(0.5), p99: at(0.99), histogram: histogram(sorted) };
  };
  const bound = await measure(bareWay);
  const value = await measure(ourWay);
  const figure = (share: "p50" | "p99", most: number): Figure => ({
    bench: `push.latency.${share}`,
    value: value[share],
    unit: "ms",
    bound: bound[share],
    ratio: Number((value[share] / Math.max(1, bound[share])).toFixed(2)),
    goal: `value<=bound+${most}`,
    ok: value[share] <= bound[share] + most,
    sockets: people,
    rate,
    histogram: value.histogram,
  });
  return [figure("p50", 10), figure("p99", 40)];
}

/** Counts by upper bound in ms, powers of two. */
function histogram(sorted: number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of sorted) {
    const bucket = 2 ** Math.ceil(Math.log2(Math.max(1, value)));
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/** Every client drops for two seconds again and again, cleanly and silently, while 1,000 events/s flow. */
async function drops(world: BenchWorld, runtime: Runtime): Promise<Figure[]> {
  const rate = 1000;
  const seconds = 30;
  const measure = async (way: Way) => {
    const { name, signedIn } = way;
    const { sent, heard } = await withPages(runtime, way, async (clients) => {
      await clients.tell({ do: "drop", awayMs: 2_000, everyMs: 15_000, seed: world.seed });
      const sent = await produceSteadily(runtime, `drops-${name}`, rate, seconds);
      await sleep(3_000);
      await clients.tell({ do: "settle" });
      await sleep(3_000);
      return { sent, ...(await clients.tell<Report>({ do: "report" })) };
    });
    const known = signedIn ? await notificationIds(runtime.db, `drops-${name}`) : null;
    let delivered = 0;
    let total = 0;
    sent.forEach((ids, person) => {
      const told = new Set(heard[person]);
      total += ids.length;
      delivered += ids.filter((id) => told.has(known ? (known.get(id) ?? "") : id)).length;
    });
    world.say(`  drops, ${name}: ${delivered} of ${total} delivered`);
    return delivered / total;
  };
  const bound = await measure(bareWay);
  const value = await measure(ourWay);
  return [
    {
      ...atLeast("push.drops", "share delivered", { value, bound, least: 1 }, { sockets: people, rate }),
      value,
      ok: value === 1,
      goal: "value=1",
    },
  ];
}

async function notificationIds(db: Database, prefix: string): Promise<Map<string, string>> {
  const rows = await db.sql<{ id: string; event_id: string }[]>`
    select id, event_id from notification.event where starts_with(event_id, ${prefix})`;
  return new Map(rows.map(({ id, event_id }) => [event_id, id]));
}
