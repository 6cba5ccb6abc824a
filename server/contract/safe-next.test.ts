import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test("after signing in one goes to a path of this site, whatever the link asked for", () => {
  expect(safeNext("/graphs/42?tab=info#x")).toBe("/graphs/42?tab=info#x");
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:x"])
    expect(safeNext(next)).toBe("/notifications");
  for (const next of [null, undefined, "", "graphs", "/sign-in?next=/", "/sign-out"])
    expect(safeNext(next, "/")).toBe("/");
});
