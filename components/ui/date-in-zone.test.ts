import fc from "fast-check";
import { expect, test } from "vitest";
import { dateInZone, months, weekdays } from "./date-in-zone";

test("any time, in any zone, is the day that Intl says", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2100, 0) }),
      fc.constantFrom(...Intl.supportedValuesOf("timeZone"), undefined),
      (time, timeZone) => {
        const { year, month, day, weekday } = dateInZone(time, timeZone);
        const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone });
        expect(`${weekdays[weekday]} ${day} ${months[month]} ${year}`).toBe(format.format(time).replace(",", ""));
      },
    ),
  );
});
