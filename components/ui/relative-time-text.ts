import { dateInZone, months } from "./date-in-zone";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Short words for how long ago `then` was; a week on, the date. `timeZone` absent: the reader's own. */
export function relativeTime(then: number, now: number, timeZone?: string): string {
  const ago = now - then;
  if (ago < minute) return "now";
  if (ago < hour) return `${Math.floor(ago / minute)} min`;
  if (ago < day) return `${Math.floor(ago / hour)} h`;
  if (ago < 7 * day) return `${Math.floor(ago / day)} d`;
  const date = dateInZone(then, timeZone);
  const month = months[date.month] as string;
  // Short as British English has it, and so Intl elsewhere on the page.
  const words = `${date.day} ${month.slice(0, month === "September" ? 4 : 3)}`;
  return date.year === dateInZone(now, timeZone).year ? words : `${words} ${date.year}`;
}
