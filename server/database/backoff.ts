/** How long to wait after so many failures in a row: doubling from 100 ms to `maxMs`, with jitter. */
export const backoffMs = (failures: number, maxMs = 10_000): number =>
  Math.min(maxMs, 100 * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
