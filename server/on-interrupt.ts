/** npm sends Ctrl-C on, so that it may come twice: what comes within this is the same one. */
const sameMs = 1_000;

/**
 * Calls `stop` at the first signal to end, and `now` at a later one: somebody who presses Ctrl-C again means now.
 */
export function onInterrupt(stop: () => void, now: () => void): void {
  let first: number | null = null;
  const hear = () => {
    if (first === null) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > sameMs) now();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, hear);
}
