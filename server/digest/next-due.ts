import type { Preferences } from "../contract/api";
import { formatIn } from "./format-in";

export type Schedule = Preferences["email"];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * When mail that falls due at or after `after` may go, by a person's own clock; null when they want none. Daily and
 * weekly mail comes strictly after `after`. An hour that summer time skips is the first moment after the gap; one
 * that comes twice counts once, the first time. What falls into quiet hours waits for their end.
 */
export function nextDue(schedule: Schedule, after: Date): Date | null {
  if (schedule.cadence === "off") return null;
  const planned =
    schedule.cadence === "daily" || schedule.cadence === "weekly"
      ? nextAt(schedule.timeZone, schedule.hour, after, schedule.cadence === "weekly" ? schedule.weekday : null)
      : after;
  return afterQuiet(schedule, planned);
}

/** The next moment after `after` (by more than nothing) at which a clock there shows this hour, on this weekday. */
function nextAt(zone: string, hour: number, after: Date, weekday: number | null): Date {
  const today = wallOf(zone, after.getTime());
  // Days counted on a calendar without zones: every date comes exactly once.
  const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  for (let day = 0; ; day++) {
    const date = start + day * dayMs;
    if (weekday !== null && new Date(date).getUTCDay() !== weekday) continue;
    const at = instantOf(zone, date + hour * hourMs);
    if (at > after.getTime()) return new Date(at);
  }
}

/** `at`, or the end of the quiet hours that it falls into. */
export function afterQuiet({ quietHours, timeZone }: Pick<Schedule, "quietHours" | "timeZone">, at: Date): Date {
  if (!quietHours || !isQuiet(quietHours, wallOf(timeZone, at.getTime()).getUTCHours())) return at;
  return nextAt(timeZone, quietHours.to, at, null);
}

/** Whether an hour lies in quiet hours, which may go past midnight; from and to alike are none. */
export function isQuiet({ from, to }: { from: number; to: number }, hour: number): boolean {
  return from <= to ? from <= hour && hour < to : from <= hour || hour < to;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock there shows, as if it were UTC. */
export function wallOf(zone: string, at: number): Date {
  let format = formats.get(zone);
  if (!format) {
    format = formatIn(zone, {
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000));
}

/** The first moment at which a clock there shows `wall` or, where it is skipped, what comes after. */
function instantOf(zone: string, wall: number): number {
  const offset = (at: number) => wallOf(zone, at).getTime() - at;
  const guesses = [offset(wall - dayMs), offset(wall + dayMs)].map((shift) => wall - shift).sort((a, b) => a - b);
  const exact = guesses.find((at) => at + offset(at) === wall);
  if (exact !== undefined) return exact;
  // In a gap: the clock jumps over `wall` somewhere between the two guesses.
  let [before, behind] = [(guesses[0] as number) - hourMs, (guesses[1] as number) + hourMs];
  while (behind - before > 1) {
    const middle = Math.floor((before + behind) / 2);
    if (middle + offset(middle) >= wall) behind = middle;
    else before = middle;
  }
  return behind;
}
