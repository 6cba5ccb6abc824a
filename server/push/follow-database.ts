import type postgres from "postgres";
import { maxResumeChanges } from "../contract/socket";
import { channels, hearHere, isFromHere } from "../database/wake";
import { unavailable } from "../errors";
import type { Arrivals } from "../handover";
import { countPeople } from "../inbox/count-notifications";
import { readSnapshot, sees, takeSnapshot } from "../inbox/snapshot";
import type { Runtime } from "../runtime";
import { changesFor, type PersonChanges } from "./changes-for";
import type { tellPeople } from "./tell-people";
import { createToldEarly } from "./told-early";

export type Follower = {
  /** Resolves once a look that is under way is over: who joined before is part of the next one. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** Heals a wake-up that got lost. */
const pollMs = 3_000;
const retryMs = 1_000;
/** So long what was told already may wait to be found, too: a look costs the same for one row or twenty. */
const togetherMs = 100;
/** Counts are absolute: those that follow will do, for so long; longer while more waits to be told. */
const uncountedMs = { idle: 50, busy: 200 };

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
  let looking: Promise<void> | null = null;
  let again = false;
  let soonAgain = false;
  /** The last look: nobody hurries the next. */
  let failed = false;
  let dueAt = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Of a look in parts some were told, and its cursor has not moved yet. */
  let partly = false;
  const early = createToldEarly();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const uncounted = new Set<number>();
  let countedAt = Number.NEGATIVE_INFINITY;
  let counting: Promise<void> | null = null;

  const look = async () => {
    const connected = [...people.keys()];
    // Nobody listens: whoever comes brings a cursor of their own.
    if (connected.length === 0) {
      cursor = null;
      early.clear();
      uncounted.clear();
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
      for (const { userId } of part.people) uncounted.add(userId);
      to = part.snapshot;
      partly = true;
    }
    cursor = to;
    early.passed(readSnapshot(to));
    if (uncounted.size === 0 || performance.now() - countedAt < (again ? uncountedMs.busy : uncountedMs.idle)) return;
    countedAt = performance.now();
    counting ??= count(to).then((pause) => {
      counting = null;
      if (uncounted.size > 0 && !looking && !stopped) later(soonAgain ? Math.min(pause, untilTogether()) : pause);
    });
  };

  /** Beside the next look: what that tells may come before these counts, and has its own. */
  const count = async (to: string): Promise<number> => {
    const counted = [...uncounted];
    uncounted.clear();
    try {
      tell.counts(await countPeople(db, counted), to);
      return 0;
    } catch (error) {
      log.warn({ err: error }, "Push cannot count; it tries again");
      for (const userId of counted) uncounted.add(userId);
      return retryMs;
    }
  };

  const arrived = ({ transaction, told }: Arrivals): boolean => {
    // What it would be older than, nobody can say.
    if (stopped || cursor === null || partly) return false;
    if (sees(readSnapshot(cursor), transaction)) return true;
    const here: PersonChanges[] = [];
    for (const [userId, arrivals] of told) {
      if (!people.has(userId)) continue;
      here.push({ userId, arrivals, states: [], resync: false, erased: false });
      uncounted.add(userId);
    }
    tell.changes(here, cursor);
    early.add(transaction, here);
    return true;
  };

  const later = (ms: number) => {
    clearTimeout(timer);
    dueAt = performance.now() + ms;
    timer = setTimeout(run, ms);
  };
  const run = () => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    clearTimeout(timer);
    lookedAt = performance.now();
    soonAgain = false;
    looking = look()
      .finally(() => {
        partly = false;
      })
      .then(
        () => {
          failed = false;
          return uncounted.size > 0 && !counting ? uncountedMs.idle : pollMs;
        },
        (error) => {
          failed = true;
          log.warn({ err: error }, "Push cannot read the database; it goes on from where it was");
          again = false;
          return retryMs;
        },
      )
      .then((pause) => {
        looking = null;
        if (again) {
          again = false;
          run();
        } else if (!stopped) later(soonAgain && !failed ? Math.min(pause, untilTogether()) : pause);
      });
  };
  const untilTogether = () => Math.max(0, lookedAt + togetherMs - performance.now());
  const soon = () => {
    soonAgain = true;
    if (looking || stopped || failed) return;
    later(Math.min(untilTogether(), Math.max(0, dueAt - performance.now())));
  };

  const ears = db.dedicated();
  const deafen = hearHere(channels.changed, (isTold) => (isTold ? soon() : run()));
  const letGo = handover.take({ isOpen: () => people.size > 0, tell: arrived });
  listen(ears, run).catch((error) => log.warn({ err: error }, "Push cannot listen yet; it polls"));
  run();
  return {
    async settled() {
      // A look that began before may not have known them; the next one does, whether it has begun by then or not.
      await looking;
      for (let looks = 0; cursor === null && looks < 3; looks++) {
        run();
        await looking;
      }
      if (cursor === null) throw unavailable("Live updates are not ready yet.");
      // Counts that are on their way are older than any that the one who joined is given next.
      await counting;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      deafen();
      letGo();
      await looking;
      await counting;
      await ears.end({ timeout: 1 });
    },
  };
}

/** postgres.js listens again by itself after a lost connection, and says so: what was missed is looked for. */
const listen = (ears: postgres.Sql<Record<string, never>>, run: () => void) =>
  ears.listen(channels.changed, (payload) => isFromHere(payload) || run(), run);
