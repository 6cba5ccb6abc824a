import { type ClockRow, clockOf } from "./clock-columns";
import { afterQuiet } from "./next-due";

/** Tells those who may be mailed now from those in their quiet hours, with when these end. Pure. */
export function byQuietHours<Row extends ClockRow & { id: unknown; now: Date }>(
  rows: readonly Row[],
): [awake: Row[], asleep: { id: Row["id"]; until: string }[]] {
  const awake: Row[] = [];
  const asleep: { id: Row["id"]; until: string }[] = [];
  for (const row of rows) {
    const until = afterQuiet(clockOf(row), row.now);
    if (until > row.now) asleep.push({ id: row.id, until: until.toISOString() });
    else awake.push(row);
  }
  return [awake, asleep];
}
