import type { Counts, Notification } from "../contract/notification";
import type { Runtime } from "../runtime";
import type { PersonChanges } from "./changes-for";
import { measureReach } from "./measure-reach";
import { type PushServer, personRoom } from "./socket-server";

const answerMs = 10_000;

/**
 * Says to people's open pages what changed for them. Only their counts, which come last, move a page's cursor: a
 * connection that ends between two messages loses nothing.
 */
export function tellPeople(runtime: Pick<Runtime, "db" | "log" | "metrics">, io: PushServer) {
  const { pushes } = runtime.metrics;
  const reach = measureReach(runtime, io);

  return {
    changes(people: PersonChanges[], from: string): void {
      for (const alike of byArrivals(people)) {
        const [first] = alike;
        const { arrivals } = first;
        const rooms = alike.map(({ userId }) => personRoom(userId));
        const message = { notifications: arrivals, snapshot: from };
        const asked = reach.pick(personRoom(first.userId));
        if (asked) {
          const { id } = arrivals.at(-1) as Notification;
          asked.timeout(answerMs).emit("notifications", message, (error) => error || reach.reached(id));
        }
        io.to(rooms)
          .except(asked?.id ?? [])
          .emit("notifications", message);
        pushes.inc({ event: "notifications" }, arrivals.length * alike.length);
      }
      for (const { userId, states, resync, erased } of people) {
        if (resync) io.to(personRoom(userId)).emit("resync", { erased, snapshot: from });
        if (states.length === 0) continue;
        io.to(personRoom(userId)).emit("state", { states, snapshot: from });
        pushes.inc({ event: "state" }, states.length);
      }
    },
    counts(people: Map<number, Counts>, to: string): void {
      for (const [userId, counts] of people) io.to(personRoom(userId)).emit("counts", { counts, snapshot: to });
    },
    everyoneToRefetch(snapshot: string): void {
      io.emit("resync", { erased: false, snapshot });
    },
    stop: () => reach.stop(),
  };
}

/** Those to whom the same arrived: one packet, encoded once, is for them all. */
function byArrivals(people: PersonChanges[]): Iterable<[PersonChanges, ...PersonChanges[]]> {
  const numbers = new Map<Notification, number>();
  const numberOf = (each: Notification) => numbers.get(each) ?? numbers.set(each, numbers.size + 1).size;
  const groups = new Map<string, [PersonChanges, ...PersonChanges[]]>();
  for (const person of people) {
    if (person.arrivals.length === 0) continue;
    const key = person.arrivals.map(numberOf).join();
    const group = groups.get(key);
    if (group) group.push(person);
    else groups.set(key, [person]);
  }
  return groups.values();
}
