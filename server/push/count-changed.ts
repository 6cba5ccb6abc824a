import type { Counts } from "../contract/notification";
import { countPeople } from "../inbox/count-notifications";
import type { Runtime } from "../runtime";

/** Counts are absolute: those that follow will do, for so long; longer while more waits to be told. */
const pauseMs = { idle: 50, busy: 200 };
const retryMs = 1_000;

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
  /** In so many ms those who wait can be counted; Infinity where none wait, or `waits` will be told. */
  dueIn(): number;
  /** Resolves once counts that are on their way are told. */
  settled(): Promise<void>;
};

/**
 * Tells the counts of those for whom something changed.
 * @param waits told when some could be counted, and in how many ms
 */
export function countChanged(
  { db, log }: Pick<Runtime, "db" | "log">,
  tell: (counts: Map<number, Counts>, to: string) => void,
  waits: (ms: number) => void,
): Counting {
  const waiting = new Set<number>();
  let countedAt = Number.NEGATIVE_INFINITY;
  let counting: Promise<void> | null = null;

  /** Those who wait, or nobody where that fails: they wait on. */
  const count = async (to: string) => {
    const people = [...waiting];
    waiting.clear();
    let pause = pauseMs.idle;
    try {
      tell(await countPeople(db, people), to);
    } catch (error) {
      log.warn({ err: error }, "Push cannot count; it tries again");
      for (const userId of people) waiting.add(userId);
      pause = retryMs;
    }
    counting = null;
    countedAt = performance.now();
    if (waiting.size > 0) waits(pause);
  };

  return {
    add: (userId) => void waiting.add(userId),
    clear: () => waiting.clear(),
    begin(to, isBusy) {
      const isEarly = performance.now() - countedAt < (isBusy ? pauseMs.busy : pauseMs.idle);
      if (waiting.size > 0 && !counting && !isEarly) counting = count(to);
    },
    dueIn: () => (waiting.size > 0 && !counting ? pauseMs.idle : Number.POSITIVE_INFINITY),
    async settled() {
      await counting;
    },
  };
}
