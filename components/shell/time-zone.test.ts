import { expect, test } from "vitest";
import { readTimeZone } from "./time-zone";

test.each([
  ["Europe%2FBerlin", "Europe/Berlin"],
  ["America/New_York", "America/New_York"],
  [undefined, "UTC"],
  ["", "UTC"],
  ["Mars/Olympus", "UTC"],
  ["%E0%A4%A", "UTC"],
  ["Europe/Berlin; drop", "UTC"],
])("the cookie %s means %s", (cookie, zone) => {
  expect(readTimeZone(cookie)).toBe(zone);
});
