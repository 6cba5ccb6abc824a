import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterOfQuery } from "./query-filter";

const now = new Date("2026-11-22T12:00:00Z");
const zones = ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Auckland", "Asia/Kathmandu"];
const zone = fc.constantFrom(...zones);
/** Any, and those on which some of these zones change their clocks. */
const day = fc.oneof(
  fc
    .date({ min: new Date("1996-01-01"), max: new Date("9000-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom("2026-03-08", "2026-03-29", "2026-04-05", "2026-09-27", "2026-10-25", "2026-11-01"),
);
const read = (text: string, timeZone: string) => {
  const { filter, errors } = filterOfQuery(text, { now, timeZone });
  expect(errors).toEqual([]);
  return { since: filter.since, until: filter.until };
};
const hours = ({ since, until }: { since: string | null; until: string | null }) =>
  (Date.parse(until ?? "") - Date.parse(since ?? "")) / 3_600_000;
const nextDay = (text: string) => new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10);
const shown = (iso: string | null, timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" }).format(
    new Date(iso ?? ""),
  );

describe("dates, whatever the day and the zone", () => {
  test("a day begins when the clocks there show its midnight, and lasts till the next one", () => {
    fc.assert(
      fc.property(day, zone, (text, timeZone) => {
        const range = read(`on:${text}`, timeZone);
        const length = hours(range);
        expect(shown(range.since, timeZone)).toBe(`${text}, 00:00`);
        expect(range.until).toBe(read(`on:${nextDay(text)}`, timeZone).since);
        expect([23, 24, 25]).toContain(length);
      }),
      { numRuns: 500 },
    );
  });

  test("on: is since: and until: together, and a range is from its first day to its last", () => {
    fc.assert(
      fc.property(day, day, zone, (one, other, timeZone) => {
        const [from, to] = [one, other].sort() as [string, string];
        const range = read(`on:${from}..${to}`, timeZone);
        expect(range).toEqual(read(`since:${from} until:${to}`, timeZone));
        expect(range).toEqual({ since: read(`on:${from}`, timeZone).since, until: read(`on:${to}`, timeZone).until });
        expect(read(`on:${from}`, timeZone)).toEqual(read(`on:${from}..${from}`, timeZone));
      }),
      { numRuns: 300 },
    );
  });

  test("of several, the narrowest holds, in whatever order", () => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 5 }), zone, (days, timeZone) => {
        const sorted = [...days].sort();
        const text = days.map((each) => `since:${each} until:${each}`).join(" ");
        expect(read(text, timeZone)).toEqual({
          since: read(`since:${sorted.at(-1)}`, timeZone).since,
          until: read(`until:${sorted[0]}`, timeZone).until,
        });
      }),
      { numRuns: 300 },
    );
  });

  test("quotes change nothing, and a minus is refused under its word", () => {
    fc.assert(
      fc.property(day, zone, fc.constantFrom("on", "since", "until"), (text, timeZone, key) => {
        expect(read(`${key}:"${text}"`, timeZone)).toEqual(read(`${key}:${text}`, timeZone));
        const { filter, errors } = filterOfQuery(`wnt -${key}:${text}`, { now, timeZone });
        expect(errors).toMatchObject([
          { start: 4, end: 16 + key.length, message: expect.stringContaining("cannot be") },
        ]);
        expect([filter.since, filter.until]).toEqual([null, null]);
      }),
      { numRuns: 200 },
    );
  });

  test("a month and a year are all of their days", () => {
    fc.assert(
      fc.property(day, zone, (text, timeZone) => {
        const [year, month] = [text.slice(0, 4), text.slice(0, 7)];
        expect(read(`on:${month}`, timeZone).since).toBe(read(`on:${month}-01`, timeZone).since);
        expect(read(`on:${year}`, timeZone)).toEqual(read(`on:${year}-01-01..${year}-12-31`, timeZone));
      }),
      { numRuns: 200 },
    );
  });

  test("what is no date is refused, and never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[-\d.:tzhdw+]{1,30}$/)),
        zone,
        (text, timeZone) => {
          const { filter, errors } = filterOfQuery(`on:"${text.replace(/["\\]/g, "")}"`, { now, timeZone });
          if (errors.length > 0) expect([filter.since, filter.until]).toEqual([null, null]);
          else expect(Date.parse(filter.since ?? "")).toBeGreaterThanOrEqual(Date.parse("1969-12-31"));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
