/** No progress for this long, while messages wait and nothing known is in the way, is a defect: start anew. */
export const stuckMs = 30_000;

/** Notices a consumer that has work and does none. */
export function createWatchdog(now: () => number = Date.now) {
  let last = now();
  return {
    /** Something was stored, or there was nothing to store, or what is in the way is known and tried again. */
    progress() {
      last = now();
    },
    /** Since when nothing moved, in ms; null while that is short, or fine. */
    stuckFor(waiting: bigint): number | null {
      if (waiting <= 0n) last = now();
      const since = now() - last;
      return since >= stuckMs ? since : null;
    },
  };
}
export type Watchdog = ReturnType<typeof createWatchdog>;
