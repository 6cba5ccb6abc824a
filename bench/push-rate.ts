import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { channels, wake } from "../server/database/wake";
import { loadNotifications } from "../server/inbox/load-notifications";
import type { Runtime } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { atLeast, atMost, type Figure } from "./figure";
import { bareWay, type Clients, ourWay, people, type Way, warming, withPages } from "./push-world";

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc") as () => void;
const rounds = 100;

/**
 * How many notifications a second reach a thousand open pages when everybody hears of everything, beside bare
 * Socket.IO emitting the same to each person's room; and what one idle page holds of the server's memory.
 */
export async function pushRate(world: BenchWorld, runtime: Runtime): Promise<Figure[]> {
  const bare = await measure(runtime, bareWay);
  const ours = await measure(runtime, ourWay);
  for (const [name, { perSecond, bytes }] of Object.entries({ bare, ours }))
    world.say(`  ${name}: ${Math.round(perSecond)} notifications/s, ${Math.round(bytes)} bytes a page`);
  return [
    atLeast("push.rate", "notifications/s", { value: ours.perSecond, bound: bare.perSecond, least: 0.8 }),
    atMost("push.memory", "bytes/page", { value: ours.bytes, bound: bare.bytes, most: 1.1 }, { sockets: people }),
  ];
}

async function measure(runtime: Runtime, way: Way): Promise<{ perSecond: number; bytes: number }> {
  let before = 0;
  return withPages(
    runtime,
    way,
    async (clients, { server }) => {
      await sleep(2_000);
      const bytes = ((await held()) - before) / (people - warming);
      const notification = await example(runtime);
      const began = performance.now();
      const started = await clients.tell<number>({ do: "count" });
      for (let round = 0; round < rounds; round++)
        if (server) {
          for (let person = 1; person <= people; person++)
            server.to(`person=${person}`).emit("notifications", {
              notifications: [{ ...notification, id: `${round}-${person}`, occurredAt: new Date().toISOString() }],
              snapshot: "",
            });
          await new Promise(setImmediate);
        } else await tellEverybody(runtime, `rate-${began}-${round}`);
      await heardAll(clients, started + rounds * people);
      return { perSecond: (rounds * people) / ((performance.now() - began) / 1000), bytes };
    },
    async () => {
      before = await held();
    },
  );
}

/** One event that all hear of, stored as a batch would. */
async function tellEverybody({ db }: Runtime, id: string): Promise<void> {
  await db.sql`
    with happened as (
      insert into notification.event (source, event_id, verb, resource_type, resource_id, resource_name, occurred_at, origins, search)
      values ('/bench', ${id}, 'graph.updated', 'graph', 1, 'Wnt 1', now(), array[${id}], '') returning id)
    insert into notification.notification (user_id, event_id, reasons)
    select u.id, h.id, 4 from happened h, public."user" u order by u.id`;
  await wake(db.sql, channels.changed);
}

/** A notification as it goes over the wire, so that both ways send as much. */
async function example(runtime: Runtime) {
  await runtime.db.sql`update public.graph set is_public = 1 where id = 1`;
  const id = `example-${Date.now()}`;
  await tellEverybody(runtime, id);
  const [row] = await runtime.db.sql<{ id: string }[]>`select id from notification.event where event_id = ${id}`;
  await sleep(2_000);
  const loaded = await loadNotifications(runtime.db.sql, [{ userId: 1, eventId: row?.id as string }]);
  return loaded.get(1)?.[0];
}

async function heardAll(clients: Clients, wanted: number): Promise<void> {
  for (let attempt = 0; attempt < 3000; attempt++) {
    if ((await clients.tell<number>({ do: "count" })) >= wanted) return;
    await sleep(20);
  }
  throw new Error("Not all notifications came within a minute.");
}

/** Bytes that this process holds once what nobody needs is gone. */
async function held(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await sleep(100);
    collect();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
