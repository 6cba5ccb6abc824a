import type postgres from "postgres";
import { maxResumeChanges } from "../contract/socket";
import { channels } from "../database/wake";
import { unavailable } from "../errors";
import { takeSnapshot } from "../inbox/snapshot";
import type { Runtime } from "../runtime";
import { changesFor, type PersonChanges } from "./changes-for";

export type Follower = {
  /** Resolves once a look that is under way is over: who joined before is part of the next one. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** Heals a wake-up that got lost. */
const pollMs = 3_000;
const retryMs = 1_000;

/**
 * Follows the database from snapshot to snapshot: whatever changed for the people who are connected here is
 * delivered, in pieces of bounded size. A look that fails is made again from the same snapshot.
 * @param people who is connected to this node
 * @param deliver tells them; called once per look and person
 * @param lost the snapshot belongs to another database (a restore, a failover): everyone must refetch
 */
export function followDatabase(
  { db, log }: Pick<Runtime, "db" | "log">,
  people: () => number[],
  deliver: (changes: PersonChanges[], from: string, to: string) => void,
  lost: (to: string) => void,
): Follower {
  let cursor: string | null = null;
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    const connected = people();
    // Nobody listens: whoever comes brings a cursor of their own.
    if (connected.length === 0) {
      cursor = null;
      return;
    }
    if (cursor === null) {
      cursor = await db.within((sql) => takeSnapshot(sql));
      return;
    }
    const from = cursor;
    const changes = await changesFor(db, { people: connected, snapshot: from, limitPerPerson: maxResumeChanges });
    if (changes.foreign) lost(changes.snapshot);
    else deliver(changes.people, from, changes.snapshot);
    cursor = changes.snapshot;
  };

  const run = () => {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    clearTimeout(timer);
    looking = look()
      .then(
        () => pollMs,
        (error) => {
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
        } else if (!stopped) timer = setTimeout(run, pause);
      });
  };

  const ears = db.dedicated();
  listen(ears, run).catch((error) => log.warn({ err: error }, "Push cannot listen yet; it polls"));
  run();
  return {
    async settled() {
      // A look that began before may not have known them, and without a cursor the next one must set it first.
      for (let looks = 0; looking || (cursor === null && looks < 3); looks++) {
        if (cursor === null) run();
        await looking;
      }
      if (cursor === null) throw unavailable("Live updates are not ready yet.");
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await ears.end({ timeout: 1 });
    },
  };
}

/** postgres.js listens again by itself after a lost connection, and says so: what was missed is looked for. */
const listen = (ears: postgres.Sql<Record<string, never>>, run: () => void) => ears.listen(channels.changed, run, run);
