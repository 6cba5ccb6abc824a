import type postgres from "postgres";
import { maxResumeChanges } from "../contract/socket";
import { channels, hearHere, isFromHere } from "../database/wake";
import { unavailable } from "../errors";
import type { Arrivals } from "../handover";
import { readSnapshot, sees, takeSnapshot } from "../inbox/snapshot";
import type { Runtime } from "../runtime";
import { changesFor, type PersonChanges } from "./changes-for";
import { countChanged } from "./count-changed";
import { paceLooks } from "./pace-looks";
import type { tellPeople } from "./tell-people";
import { createToldEarly } from "./told-early";

export type Follower = {
  /** Resolves once a look that is under way is over: who joined before is part of the next one. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** Heals a wake-up that got lost. */
const pollMs = 3_000;

/**
 * Follows the database from snapshot to snapshot: whatever changed for the people who are connected here is told, in
 * parts of bounded size, and then their counts. A look that fails is made again from the same snapshot.
 * What ingest hands over is told at once and passed over by the looks, which find it later.
 * @param people who is connected to this node, by id
 */
export function followDatabase(
  { db, log, handover }: Pick<Runtime, "db" | "log" | "handover">,
  people: Pick<ReadonlySet<number>, "has" | "keys" | "size">,
  tell: ReturnType<typeof tellPeople>,
): Follower {
  let cursor: string | null = null;
  /** Of a look in parts some were told, and its cursor has not moved yet. */
  let partly = false;
  let stopped = false;
  const early = createToldEarly();
  const counting = countChanged({ db, log }, tell.counts, (ms) => pace.within(ms));

  const look = async () => {
    const connected = [...people.keys()];
    // Nobody listens: whoever comes brings a cursor of their own.
    if (connected.length === 0) {
      cursor = null;
      early.clear();
      counting.clear();
      return;
    }
    if (cursor === null) {
      cursor = await db.within((sql) => takeSnapshot(sql));
      return;
    }
    const from = cursor;
    let to = from;
    const request = { people: connected, snapshot: from, limitPerPerson: maxResumeChanges, toldAt: early.at };
    for await (const part of changesFor(db, request)) {
      // The cursor is another database's (a restore, a failover).
      if (part.foreign) {
        early.clear();
        tell.everyoneToRefetch(part.snapshot);
      }
      tell.changes(part.people, from);
      for (const { userId } of part.people) counting.add(userId);
      to = part.snapshot;
      partly = true;
    }
    cursor = to;
    early.passed(readSnapshot(to));
    counting.begin(to, pace.isHurried());
  };
  const pace = paceLooks(
    async () => {
      await look().finally(() => {
        partly = false;
      });
      return Math.min(pollMs, counting.dueIn());
    },
    (error) => log.warn({ err: error }, "Push cannot read the database; it goes on from where it was"),
  );

  const arrived = ({ transaction, told }: Arrivals): boolean => {
    // What it would be older than, nobody can say.
    if (stopped || cursor === null || partly) return false;
    if (sees(readSnapshot(cursor), transaction)) return true;
    const here: PersonChanges[] = [];
    for (const [userId, arrivals] of told) {
      if (!people.has(userId)) continue;
      here.push({ userId, arrivals, states: [], resync: false, erased: false });
      counting.add(userId);
    }
    tell.changes(here, cursor);
    early.add(transaction, here);
    return true;
  };

  const ears = db.dedicated();
  const deafen = hearHere(channels.changed, (isTold) => (isTold ? pace.soon() : pace.now()));
  const letGo = handover.take({ isOpen: () => people.size > 0, tell: arrived });
  listen(ears, pace.now).catch((error) => log.warn({ err: error }, "Push cannot listen yet; it polls"));
  pace.now();
  return {
    async settled() {
      // A look that began before may not have known them; the next one does, whether it has begun by then or not.
      await pace.settled();
      for (let looks = 0; cursor === null && looks < 3; looks++) {
        pace.now();
        await pace.settled();
      }
      if (cursor === null) throw unavailable("Live updates are not ready yet.");
      // Counts that are on their way are older than any that the one who joined is given next.
      await counting.settled();
    },
    async stop() {
      stopped = true;
      pace.stop();
      deafen();
      letGo();
      await pace.settled();
      await counting.settled();
      await ears.end({ timeout: 1 });
    },
  };
}

/** postgres.js listens again by itself after a lost connection, and says so: what was missed is looked for. */
const listen = (ears: postgres.Sql<Record<string, never>>, run: () => void) =>
  ears.listen(channels.changed, (payload) => isFromHere(payload) || run(), run);
