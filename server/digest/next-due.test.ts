import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isQuiet, nextDue, type Schedule, wallOf } from "./next-due";

const daily: Schedule = { cadence: "daily", hour: 8, weekday: 1, timeZone: "Europe/Berlin", quietHours: null };
const due = (schedule: Partial<Schedule>, after: string) =>
  nextDue({ ...daily, ...schedule }, new Date(after))?.toISOString();

describe("by a person's own clock", () => {
  test.each<[string, Partial<Schedule>, string, string | undefined]>([
    ["off is never", { cadence: "off" }, "2026-01-01T00:00:00Z", undefined],
    ["each is at once", { cadence: "each" }, "2026-01-01T00:00:07Z", "2026-01-01T00:00:07.000Z"],
    ["daily, today", {}, "2026-01-10T06:59:59Z", "2026-01-10T07:00:00.000Z"],
    ["daily, exactly then is tomorrow", {}, "2026-01-10T07:00:00Z", "2026-01-11T07:00:00.000Z"],
    ["over the change to summer time", {}, "2026-03-28T08:00:00Z", "2026-03-29T06:00:00.000Z"],
    [
      "an hour that is skipped is the first moment after",
      { hour: 2 },
      "2026-03-28T12:00:00Z",
      "2026-03-29T01:00:00.000Z",
    ],
    [
      "an hour that comes twice counts once, the first time",
      { hour: 2 },
      "2026-10-24T12:00:00Z",
      "2026-10-25T00:00:00.000Z",
    ],
    ["and then the next day", { hour: 2 }, "2026-10-25T00:00:00Z", "2026-10-26T01:00:00.000Z"],
    ["weekly", { cadence: "weekly", weekday: 5 }, "2026-01-10T00:00:00Z", "2026-01-16T07:00:00.000Z"],
    [
      "a zone that this system does not know is UTC",
      { timeZone: "Mars/Olympus" },
      "2026-01-10T00:00:00Z",
      "2026-01-10T08:00:00.000Z",
    ],
    ["half-hour zones", { timeZone: "Asia/Kolkata" }, "2026-01-10T00:00:00Z", "2026-01-10T02:30:00.000Z"],
    [
      "quiet past midnight",
      { cadence: "each", quietHours: { from: 22, to: 7 } },
      "2026-01-10T22:30:00Z",
      "2026-01-11T06:00:00.000Z",
    ],
    [
      "not quiet",
      { cadence: "each", quietHours: { from: 22, to: 7 } },
      "2026-01-10T12:00:00Z",
      "2026-01-10T12:00:00.000Z",
    ],
    [
      "daily in quiet hours waits for their end",
      { hour: 3, quietHours: { from: 22, to: 7 } },
      "2026-01-10T12:00:00Z",
      "2026-01-11T06:00:00.000Z",
    ],
    [
      "a date that a zone skips altogether",
      { hour: 8, timeZone: "Pacific/Apia" },
      "2011-12-29T20:00:00Z",
      "2011-12-30T10:00:00.000Z",
    ],
  ])("%s", (_, schedule, after, expected) => {
    expect(due(schedule, after)).toBe(expected);
  });
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const hour = fc.integer({ min: 0, max: 23 });
const instant = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }).map((ms) => new Date(ms));
const quiet = fc.option(fc.record({ from: hour, to: hour }));
const hourMs = 3_600_000;

test("in any zone, at any time: later than now, within a day and a bit, at the hour that was asked for, never in quiet hours", () => {
  fc.assert(
    fc.property(zones, hour, instant, quiet, (timeZone, at, after, quietHours) => {
      const next = nextDue({ ...daily, timeZone, hour: at, quietHours }, after) as Date;
      expect(next.getTime()).toBeGreaterThan(after.getTime());
      expect(next.getTime() - after.getTime()).toBeLessThanOrEqual(50 * hourMs);
      const shown = wallOf(timeZone, next.getTime());
      if (quietHours) expect(isQuiet(quietHours, shown.getUTCHours())).toBe(false);
      const wanted = quietHours && isQuiet(quietHours, at) ? quietHours.to : at;
      // Another hour only where the clock jumped over the one that was asked for.
      if (shown.getUTCHours() !== wanted || shown.getUTCMinutes() !== 0) {
        const before = wallOf(timeZone, next.getTime() - 1);
        expect(shown.getTime() - before.getTime()).toBeGreaterThan(1);
      }
    }),
    { numRuns: 500 },
  );
});

test("a year of daily mail is one on every date, whatever summer time does", () => {
  fc.assert(
    fc.property(zones, hour, fc.integer({ min: 2016, max: 2030 }), (timeZone, at, year) => {
      const dates: string[] = [];
      let now = new Date(Date.UTC(year, 0, 2));
      while (now.getTime() < Date.UTC(year, 11, 30)) {
        now = nextDue({ ...daily, timeZone, hour: at }, now) as Date;
        dates.push(wallOf(timeZone, now.getTime()).toISOString().slice(0, 10));
      }
      expect(new Set(dates).size).toBe(dates.length);
      expect(dates.length).toBeGreaterThanOrEqual(362);
    }),
    { numRuns: 20 },
  );
});

test("each and hourly mail goes at once outside quiet hours, and at their end inside", () => {
  fc.assert(
    fc.property(zones, instant, quiet, (timeZone, after, quietHours) => {
      const next = nextDue({ ...daily, cadence: "each", timeZone, quietHours }, after) as Date;
      const hourNow = wallOf(timeZone, after.getTime()).getUTCHours();
      if (!quietHours || !isQuiet(quietHours, hourNow)) expect(next).toEqual(after);
      else expect(isQuiet(quietHours, wallOf(timeZone, next.getTime()).getUTCHours())).toBe(false);
    }),
    { numRuns: 300 },
  );
});
