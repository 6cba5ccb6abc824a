import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze-times";

const words = (now: Date) => snoozeTimes(now).map(({ label, until }) => `${label}: ${until.toString().slice(0, 21)}`);

test("on a Tuesday afternoon: later today, tomorrow morning, Monday morning", () => {
  expect(words(new Date(2026, 10, 24, 14, 20))).toEqual([
    "Later today: Tue Nov 24 2026 17:00",
    "Tomorrow: Wed Nov 25 2026 08:00",
    "Next week: Mon Nov 30 2026 08:00",
  ]);
});

test("late in the evening there is no later today", () => {
  expect(words(new Date(2026, 10, 24, 22, 20))[0]).toBe("Tomorrow: Wed Nov 25 2026 08:00");
});

test("on a Monday next week is a week away", () => {
  expect(words(new Date(2026, 10, 23, 9)).at(-1)).toBe("Next week: Mon Nov 30 2026 08:00");
});

test("on a Sunday next week is tomorrow, and stands there once", () => {
  expect(words(new Date(2026, 10, 22, 9))).toEqual([
    "Later today: Sun Nov 22 2026 12:00",
    "Tomorrow: Mon Nov 23 2026 08:00",
  ]);
});
