/** A stretch of time: `end` is not part of it, unless both are the same instant. */
export type Stretch = { start: Date; end: Date };

const unitMs: Record<string, number> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const dayMs = 86_400_000;

/**
 * What a person writes for a time: `2026`, `2026-11`, `2026-11-01`, `today`, `yesterday`, `7d` (ago), or an
 * RFC 3339 time. Days begin in `timeZone`. Undefined where it is none.
 */
export function instantOf(
  value: string,
  { now = new Date(), timeZone = "UTC" }: { now?: Date; timeZone?: string },
): Stretch | undefined {
  const word = value.trim().toLowerCase();
  const ago = /^(\d{1,4})([hdw])$/.exec(word);
  if (ago) {
    const instant = new Date(now.getTime() - Number(ago[1]) * (unitMs[ago[2] as string] as number));
    return { start: instant, end: instant };
  }
  if (word === "today" || word === "yesterday") {
    const local = new Date(now.getTime() + offsetAt(now, timeZone) - (word === "yesterday" ? dayMs : 0));
    return span(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), timeZone);
  }
  const date = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(word);
  if (date) {
    const [year, month, day] = [Number(date[1]), date[2] && Number(date[2]) - 1, date[3] && Number(date[3])];
    return span(year, month === undefined || month === "" ? undefined : month, day === "" ? undefined : day, timeZone);
  }
  if (!/^\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(z|[+-]\d{2}:\d{2})$/.test(word)) return undefined;
  const instant = new Date(word.toUpperCase());
  return inRange(instant.getUTCFullYear()) ? { start: instant, end: instant } : undefined;
}

/** What PostgreSQL and people can both read. */
const inRange = (year: number) => year >= 1970 && year < 9999;

/** A year, a month or a day, in a time zone; undefined where the calendar has no such day. */
function span(year: number, month: number | undefined, day: number | undefined, timeZone: string): Stretch | undefined {
  const first = new Date(Date.UTC(year, month ?? 0, day ?? 1));
  const wrong = first.getUTCMonth() !== (month ?? 0) || first.getUTCDate() !== (day ?? 1) || !inRange(year);
  if (wrong) return undefined;
  const after =
    day !== undefined
      ? Date.UTC(year, month as number, day + 1)
      : month !== undefined
        ? Date.UTC(year, month + 1, 1)
        : Date.UTC(year + 1, 0, 1);
  return { start: localMidnight(first.getTime(), timeZone), end: localMidnight(after, timeZone) };
}

/** The instant at which the clocks of a zone show what `utcMs` shows in UTC. */
function localMidnight(utcMs: number, timeZone: string): Date {
  const guess = utcMs - offsetAt(new Date(utcMs), timeZone);
  return new Date(utcMs - offsetAt(new Date(guess), timeZone));
}

/** Making one takes fifty times as long as reading it, and a query is read with every letter. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  // Zones are a few hundred, but each has as many spellings as its letters have cases.
  if (clocks.size > 500) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: Date, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const parts = clockOf(timeZone).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instant.getTime() / 1000) * 1000;
}
