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
  /** The newest of what each person was sent since their last counts. */
  const newest = new Map<number, string>();

  return {
    changes(people: PersonChanges[], from: string): void {
      for (const alike of byArrivals(people)) {
        const [{ arrivals }] = alike;
        const rooms = alike.map(({ userId }) => personRoom(userId));
        io.to(rooms).emit("notifications", { notifications: arrivals, snapshot: from });
        pushes.inc({ event: "notifications" }, arrivals.length * alike.length);
        const last = arrivals.at(-1) as Notification;
        for (const { userId } of alike) newest.set(userId, last.id);
      }
      for (const { userId, states, resync, erased } of people) {
        if (resync) io.to(personRoom(userId)).emit("resync", { erased, snapshot: from });
        if (states.length === 0) continue;
        io.to(personRoom(userId)).emit("state", { states, snapshot: from });
        pushes.inc({ event: "state" }, states.length);
      }
    },
    counts(people: Map<number, Counts>, to: string): void {
      for (const [userId, counts] of people) {
        const room = personRoom(userId);
        const arrived = newest.get(userId);
        newest.delete(userId);
        const asked = arrived && reach.pick(room);
        if (!asked) {
          io.to(room).emit("counts", { counts, snapshot: to });
          continue;
        }
        io.to(room).except(asked.id).emit("counts", { counts, snapshot: to });
        // What is sent on one connection arrives in order: who has the counts has all of it.
        asked.timeout(answerMs).emit("counts", { counts, snapshot: to }, (error) => error || reach.reached(arrived));
      }
    },
    everyoneToRefetch(snapshot: string): void {
      io.emit("resync", { erased: false, snapshot });
    },
    /** Nobody is there to be told the counts of what was sent. */
    forget: () => newest.clear(),
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
