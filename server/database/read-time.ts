/**
 * PostgreSQL's text of a time with its zone. Long ago zones differed from UTC by odd seconds, and a time at the start of
 * year 1 may be written as one before Christ: JavaScript reads neither, and one such time would stop all who read.
 * The seconds are dropped; what still is no time is the beginning of 1970.
 */
export function readTime(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  const mended = new Date(text.replace(/([+-]\d\d:\d\d):\d\d\b/, "$1"));
  return Number.isNaN(mended.getTime()) ? new Date(0) : mended;
}
