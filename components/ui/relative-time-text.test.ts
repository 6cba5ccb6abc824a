import { expect, test } from "vitest";
import { relativeTime } from "./relative-time-text";

const now = Date.parse("2026-11-22T17:00:00Z");
const at = (iso: string) => relativeTime(Date.parse(iso), now, "UTC");

test.each([
  ["2026-11-22T16:59:10Z", "now"],
  ["2026-11-22T17:00:30Z", "now"],
  ["2026-11-22T16:48:00Z", "12 min"],
  ["2026-11-22T16:00:01Z", "59 min"],
  ["2026-11-22T16:00:00Z", "1 h"],
  ["2026-11-21T17:00:00Z", "1 d"],
  ["2026-11-15T17:00:01Z", "6 d"],
  ["2026-11-15T16:00:00Z", "15 Nov"],
  ["2026-09-12T12:00:00Z", "12 Sept"],
  ["2025-12-31T12:00:00Z", "31 Dec 2025"],
])("%s is said as %s", (iso, words) => {
  expect(at(iso)).toBe(words);
});

test("from a week on the date is the one of the reader's own zone", () => {
  expect(relativeTime(Date.parse("2026-11-03T23:30:00Z"), now, "Asia/Tokyo")).toBe("4 Nov");
});
