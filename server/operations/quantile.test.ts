import { expect, test } from "vitest";
import { quantile } from "./quantile";

const buckets = (...counts: number[]) =>
  counts.map((count, index) => ({ upTo: [1, 2, 4, null][index] ?? null, count }));

test.each([
  [buckets(0, 0, 0, 0), 0.5, null],
  [buckets(10, 0, 0, 0), 0.5, 0.5],
  [buckets(0, 10, 0, 0), 0.5, 1.5],
  [buckets(5, 5, 0, 0), 0.5, 1],
  [buckets(98, 0, 2, 0), 0.99, 3],
  // Beyond the last bound nobody knows how far: at least that.
  [buckets(0, 0, 0, 3), 0.99, 4],
])("of %j the share %f lies at %s", (given, share, at) => expect(quantile(given, share)).toBe(at));
