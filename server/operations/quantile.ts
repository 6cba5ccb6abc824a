import type { Latency } from "../contract/operations";

/**
 * Where the share `q` of a histogram lies, in the unit of its bounds: straight between the bounds of its bucket, as
 * Prometheus has it; null without any. What lies beyond the last bound is at least that.
 */
export function quantile(buckets: Latency["buckets"], q: number): number | null {
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  if (count === 0) return null;
  const rank = q * count;
  let passed = 0;
  let from = 0;
  for (const { upTo, count: here } of buckets) {
    if (upTo === null) return from;
    if (passed + here >= rank && here > 0) return from + ((rank - passed) / here) * (upTo - from);
    passed += here;
    from = upTo;
  }
  return from;
}
