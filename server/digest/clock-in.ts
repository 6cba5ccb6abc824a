import { formatIn } from "./format-in";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment by a clock there: "Thu 26 Nov, 14:05". */
export function clockIn(timeZone: string, iso: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    format = formatIn(timeZone, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format.format(new Date(iso));
}
