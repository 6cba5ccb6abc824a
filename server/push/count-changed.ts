import type { Counts } from "../contract/notification";
import { countPeople } from "../inbox/count-notifications";
import type { Runtime } from "../runtime";

/** Counts are absolute: those that follow will do, for so long; longer while more waits to be told, or after trouble. */
const pauseMs = { idle: 50, busy: 200, failed: 1_000 };

export type Counting = {
  /** This person's counts are to be told. */
  add(userId: number): void;
  /** Nobody's are any more. */
  clear(): void;
  /**
   * Counts, beside the next look, those who wait, unless it was done just now.
   * @param to where the database stood when all of what changed had been told
   */
  begin(to: string, isBusy: boolean): void;
  /** In so many ms those who wait can be counted; Infinity where none wait, or `askForLook` will be called. */
  dueIn(): number;
  /** Resolves once counts that are on their way are told. */
  settled(): Promise<void>;
};

/**
 * Tells the counts of those for whom something changed.
 * @param askForLook called after counts while more people wait, with the ms in which they can be counted
 */
export function countChanged(
  { db, log }: Pick<Runtime, "db" | "log">,
  tell: (counts: Map<number, Counts>, to: string) => void,
  askForLook: (ms: number) => void,
): Counting {
  const waiting = new Set<number>();
  let countedAt = Number.NEGATIVE_INFINITY;
  let counting: Promise<void> | null = null;
  let hasFailed = false;

  const count = async (to: string) => {
    const people = [...waiting];
    waiting.clear();
    try {
      tell(await countPeople(db, people), to);
      hasFailed = false;
    } catch (error) {
      log.warn({ err: error }, "Push cannot count; it tries again");
      for (const userId of people) waiting.add(userId);
      hasFailed = true;
    }
    counting = null;
    countedAt = performance.now();
    if (waiting.size > 0) askForLook(untilNext());
  };
  const untilNext = (isBusy = false) => {
    const pause = hasFailed ? pauseMs.failed : isBusy ? pauseMs.busy : pauseMs.idle;
    // A timer may fire a fraction of a millisecond early.
    return Math.max(0, Math.floor(countedAt + pause - performance.now()));
  };

  return {
    add: (userId) => void waiting.add(userId),
    clear: () => waiting.clear(),
    begin(to, isBusy) {
      if (waiting.size > 0 && !counting && untilNext(isBusy) === 0) counting = count(to);
    },
    dueIn: () => (waiting.size > 0 && !counting ? untilNext() : Number.POSITIVE_INFINITY),
    async settled() {
      await counting;
    },
  };
}
