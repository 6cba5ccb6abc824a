/** One measured figure beside its bound, measured in the same run. */
export type Figure = {
  bench: string;
  value: number;
  unit: string;
  bound: number;
  ratio: number;
  /** Like `ratio>=0.7`. */
  goal: string;
  ok: boolean;
} & Record<string, unknown>;

/** A figure of which more is better, to be at least `least` of its bound. */
export const atLeast = (
  bench: string,
  unit: string,
  { value, bound, least }: { value: number; bound: number; least: number },
  more: Record<string, unknown> = {},
): Figure => {
  const ratio = round(value / bound);
  return {
    bench,
    value: round(value),
    unit,
    bound: round(bound),
    ratio,
    goal: `ratio>=${least}`,
    ok: ratio >= least,
    ...more,
  };
};

/** A figure of which less is better, to be at most `most` times its bound. */
export const atMost = (
  bench: string,
  unit: string,
  { value, bound, most }: { value: number; bound: number; most: number },
  more: Record<string, unknown> = {},
): Figure => {
  const ratio = round(value / bound);
  return {
    bench,
    value: round(value),
    unit,
    bound: round(bound),
    ratio,
    goal: `ratio<=${most}`,
    ok: ratio <= most,
    ...more,
  };
};

/**
 * Rates measured in turn, in pairs, so that what else the machine does meets both alike: the ratio is the median
 * over the pairs.
 */
export const inTurn = (
  bench: string,
  unit: string,
  { values, bounds, least }: { values: number[]; bounds: number[]; least: number },
  more: Record<string, unknown> = {},
): Figure => {
  const ratio = round(median(values.map((value, pair) => value / (bounds[pair] as number))));
  const [value, bound] = [round(median(values)), round(median(bounds))];
  return {
    bench,
    value,
    unit,
    bound,
    ratio,
    goal: `ratio>=${least}`,
    ok: ratio >= least,
    pairs: values.length,
    ...more,
  };
};

/** Three significant places are all that a busy machine can tell. */
const round = (value: number) => Number(value.toPrecision(value >= 1000 ? 4 : 3));

export const median = (values: number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] as number;
};
