const format = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** 1,234.5 */
export const number = (value: number): string => format.format(value);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`;

/** 4 ms, 1.2 s, 3 min: never more digits than anybody reads. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${number(Math.round(seconds * 1000))} ms`;
  if (seconds < 90) return `${number(Math.round(seconds * 10) / 10)} s`;
  if (seconds < 5400) return `${number(Math.round(seconds / 60))} min`;
  return `${number(Math.round(seconds / 360) / 10)} h`;
}
