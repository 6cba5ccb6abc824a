import { ownTimeZone } from "./own-time-zone";

/** A day of somebody's calendar. `month` counts from 0, as `Date` has it. */
type ZonedDate = { year: number; month: number; day: number };

export const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "numeric", day: "numeric" });
  formats.set(timeZone, format);
  return format;
}

/**
 * The day of a time, in ms, in a zone; absent: the browser's own. Own days come without Intl, whose first use takes a
 * phone a tenth of a second, and its words may differ between server and browser.
 */
export function dateInZone(time: number, timeZone: string | undefined): ZonedDate {
  if (timeZone === undefined || (typeof window !== "undefined" && timeZone === ownTimeZone())) {
    const own = new Date(time);
    return { year: own.getFullYear(), month: own.getMonth(), day: own.getDate() };
  }
  const [month = 1, day = 1, year = 1970] = formatOf(timeZone).format(time).split("/").map(Number);
  return { year, month: month - 1, day };
}
