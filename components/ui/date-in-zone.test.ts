import fc from "fast-check";
import { expect, test } from "vitest";
import { dateInZone, months } from "./date-in-zone";

test("any time, in any zone, is the day that Intl says", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2100, 0) }),
      fc.constantFrom(...Intl.supportedValuesOf("timeZone"), undefined),
      (time, timeZone) => {
        const { year, month, day } = dateInZone(time, timeZone);
        const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone });
        expect(`${day} ${months[month]} ${year}`).toBe(format.format(time));
      },
    ),
  );
});
