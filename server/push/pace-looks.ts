/** So long what was told already may wait to be found, too: a look costs the same for one row or twenty. */
const togetherMs = 100;
const retryMs = 1_000;

export type Pace = {
  /** Looks at once; while a look is under way, once more when it is over. */
  now(): void;
  /** Looks within 100 ms of the last look. Nobody hurries one after a look that failed. */
  soon(): void;
  /**
   * Looks in so many ms at the latest. Ignored while a look is under way, since what that resolves to decides, and after
   * one that failed.
   */
  within(ms: number): void;
  /** A look under way is to be followed by another at once. */
  isHurried(): boolean;
  /** Resolves once the look that is under way is over. */
  settled(): Promise<void>;
  /** None begins any more. */
  stop(): void;
};

/**
 * Looks again and again, one at a time: when asked to, and else when the last look said.
 * @param look resolves to how long the next may wait, in ms
 * @param failed told of a look that failed; the next one begins a second later
 */
export function paceLooks(look: () => Promise<number>, failed: (error: unknown) => void): Pace {
  let looking: Promise<void> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let dueAt = Number.POSITIVE_INFINITY;
  let again = false;
  let soonAgain = false;
  let hasFailed = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const later = (ms: number) => {
    clearTimeout(timer);
    dueAt = performance.now() + ms;
    timer = setTimeout(now, ms);
  };
  const untilTogether = () => Math.max(0, lookedAt + togetherMs - performance.now());

  const lookOnce = async () => {
    let pause = retryMs;
    try {
      pause = await look();
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      again = false;
      failed(error);
    }
    looking = null;
    if (stopped) return;
    if (again) now();
    else later(soonAgain && !hasFailed ? Math.min(pause, untilTogether()) : pause);
  };
  const now = () => {
    if (stopped) return;
    again = looking !== null;
    if (looking) return;
    clearTimeout(timer);
    lookedAt = performance.now();
    soonAgain = false;
    looking = lookOnce();
  };

  const within = (ms: number) => {
    if (looking || stopped || hasFailed) return;
    later(Math.min(ms, Math.max(0, dueAt - performance.now())));
  };

  return {
    now,
    soon() {
      soonAgain = true;
      within(untilTogether());
    },
    within,
    isHurried: () => again,
    async settled() {
      await looking;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
