import { expect, test } from "vitest";
import { pathAfter } from "./path-after";

test("a path of this site is followed, with its query", () => {
  expect(pathAfter("/graphs/42?view=full")).toBe("/graphs/42?view=full");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "/a/%2e%2E//evil.example",
  "",
  ["/a", "/b"],
  undefined,
])("%j leads to the inbox, never to another site", (next) => {
  expect(pathAfter(next)).toBe("/notifications");
});

test("signing in does not lead back to signing in", () => {
  expect(pathAfter("/sign-in?next=/sign-in")).toBe("/notifications");
});
