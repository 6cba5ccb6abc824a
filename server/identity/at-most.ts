import { AppError } from "../errors";

/**
 * Runs work so that never more than `limit` pieces go on at once; the rest wait their turn, in order. Past
 * `maxWaiting` the answer is 503, so that a flood cannot grow the queue.
 */
export function atMost(limit: number, maxWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) {
      if (waiting.length >= maxWaiting)
        throw new AppError(503, "Too many people are signing in right now; try again in a moment.", [], {
          headers: { "Retry-After": "5" },
        });
      // A finished piece hands over its place, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
