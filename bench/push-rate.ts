import { setTimeout as sleep } from "node:timers/promises";
import { channels, wake } from "../server/database/wake";
import { loadNotifications } from "../server/inbox/load-notifications";
import type { Runtime } from "../server/runtime";
import type { BenchWorld } from "./bench-world";
import { type Figure, inTurn, median } from "./figure";
import { bareWay, type Clients, ourWay, people, withPages } from "./push-world";

const rounds = 100;
const pairs = 5;

/**
 * How many notifications a second reach a thousand open pages when everybody hears of everything, beside bare
 * Socket.IO emitting the same to each person's room; in turns, since what else the machine does must meet both alike.
 * Push begins where rows are stored, and storing has a figure of its own (`ingest`): here the rows wait when the clock
 * starts, as the bare way's notification does. What comes through while they are being stored is said beside it.
 */
export async function pushRate(world: BenchWorld, runtime: Runtime): Promise<Figure> {
  const values: number[] = [];
  const bounds: number[] = [];
  const push = () => wake(runtime.db.sql, channels.changed);
  await withPages(runtime, bareWay, async (bareClients, { server }) => {
    const notification = await example(runtime);
    let id = 0;
    const emit = async () => {
      for (let round = 0; round < rounds; round++) {
        for (let person = 1; person <= people; person++)
          server?.to(`person=${person}`).emit("notifications", {
            notifications: [{ ...notification, id: `bare-${id++}`, occurredAt: new Date().toISOString() }],
            snapshot: "",
          });
        await new Promise(setImmediate);
      }
    };
    await withPages(runtime, ourWay, async (clients) => {
      for (let pair = 0; pair < pairs; pair++) {
        bounds.push(await timed(bareClients, emit));
        values.push(await timed(clients, push, () => store(runtime, rounds)));
      }
      const storing = await timed(clients, async () => {
        for (let round = 0; round < rounds; round++) {
          await store(runtime, 1);
          await push();
        }
      });
      const [bare, ours, both] = [median(bounds), median(values), storing].map(Math.round);
      world.say(`  pushes/s: ${bare} bare, ${ours} ours, ${both} while each event is stored meanwhile`);
    });
  });
  return inTurn("push.rate", "notifications/s", { values, bounds, least: 0.8 }, { sockets: people });
}

/** Notifications per second from the beginning of `send` until every page has `rounds` more; `first` is not timed. */
async function timed(
  clients: Clients,
  send: () => Promise<void>,
  first: () => Promise<unknown> = async () => {},
): Promise<number> {
  const wanted = (await clients.tell<number>({ do: "count" })) + rounds * people;
  await first();
  const began = performance.now();
  await send();
  await heardAll(clients, wanted);
  return (rounds * people) / ((performance.now() - began) / 1000);
}

/** Events that all hear of, stored as a batch would. Resolves to the id of one. */
async function store({ db }: Runtime, events: number): Promise<string> {
  const [row] = await db.sql<{ id: string }[]>`
    with happened as (
      insert into notification.event (source, event_id, verb, resource_type, resource_id, resource_name, occurred_at, origins, search)
      select '/bench', id, 'graph.updated', 'graph', 1, 'Wnt 1', now(), array[id], ''
      from (select gen_random_uuid()::text as id from generate_series(1, ${events}::int)) made returning id),
    told as (
      insert into notification.notification (user_id, event_id, reasons)
      select u.id, h.id, 4 from happened h, public."user" u order by u.id, h.id)
    select max(id) as id from happened`;
  return (row as { id: string }).id;
}

/** A notification as it goes over the wire, so that both ways send as much. */
async function example(runtime: Runtime) {
  await runtime.db.sql`update public.graph set is_public = 1 where id = 1`;
  const loaded = await loadNotifications(runtime.db.sql, [{ userId: 1, eventId: await store(runtime, 1) }]);
  return loaded.get(1)?.[0];
}

async function heardAll(clients: Clients, wanted: number): Promise<void> {
  for (let attempt = 0; attempt < 3000; attempt++) {
    if ((await clients.tell<number>({ do: "count" })) >= wanted) return;
    await sleep(20);
  }
  throw new Error("Not all notifications came within a minute.");
}
