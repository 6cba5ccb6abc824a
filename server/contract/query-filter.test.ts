import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyFilter, filterOfQuery } from "./query-filter";

const now = new Date("2026-11-22T12:00:00Z");
const read = (text: string, timeZone = "UTC") => filterOfQuery(text, { now, timeZone });

test("the product's example becomes a filter", () => {
  const { filter, errors } = read(
    'is:unread type:group -type:watching resource:graph verb:shared from:ana@lab.org in:"Wnt Lab" graph:42 since:2026-11-01 "beta catenin" wnt',
  );
  expect(errors).toEqual([]);
  expect(filter).toEqual({
    is: { any: ["unread"], none: [] },
    type: { any: ["group"], none: ["watching"] },
    verb: { any: ["graph.shared", "layout.shared"], none: [] },
    resource: {
      any: [
        { type: "graph", id: null },
        { type: "graph", id: 42 },
      ],
      none: [],
    },
    actor: { any: ["ana@lab.org"], none: [] },
    group: { any: ["Wnt Lab"], none: [] },
    search: '"beta catenin" wnt',
    since: "2026-11-01T00:00:00.000Z",
    until: null,
  });
  expect(read("").filter).toEqual(emptyFilter());
});

describe("times", () => {
  test.each([
    ["since:2026-11-01", "2026-11-01T00:00:00.000Z", null],
    ["until:2026-11-01", null, "2026-11-02T00:00:00.000Z"],
    ["on:2026-11-01", "2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"],
    ["on:2026-11-01..2026-11-07", "2026-11-01T00:00:00.000Z", "2026-11-08T00:00:00.000Z"],
    ["on:2026-02", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"],
    ["on:2025", "2025-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z"],
    ["since:7d", "2026-11-15T12:00:00.000Z", null],
    ["since:today", "2026-11-22T00:00:00.000Z", null],
    ["on:yesterday", "2026-11-21T00:00:00.000Z", "2026-11-22T00:00:00.000Z"],
    ["until:2026-11-01T10:00:00+02:00", null, "2026-11-01T08:00:00.000Z"],
    ["since:2026-11-01 since:2026-11-05", "2026-11-05T00:00:00.000Z", null],
  ])("%s", (text, since, until) => {
    const { filter, errors } = read(text);
    expect([errors, filter.since, filter.until]).toEqual([[], since, until]);
  });
  test("days begin where the person is, also when clocks change", () => {
    expect(read("on:2026-10-25", "Europe/Berlin").filter).toMatchObject({
      since: "2026-10-24T22:00:00.000Z",
      until: "2026-10-25T23:00:00.000Z",
    });
    expect(read("since:today", "Pacific/Auckland").filter.since).toBe("2026-11-22T11:00:00.000Z");
  });
});

test.each([
  ["is:new", 0, 6, "is:new is not known. Choose from inbox, unread"],
  ["wnt type:mine", 4, 13, "Choose from owner, group, watching"],
  ["verb:eaten", 0, 10, "verb:eaten is not known"],
  ["resource:node", 0, 13, "Choose from graph, layout, group"],
  ["graph:abc", 0, 9, "graph: needs a number"],
  ["graph:0", 0, 7, "graph: needs a number"],
  ["since:2026-02-30", 0, 16, "is not a time"],
  ["on:9999", 0, 7, "is not a time"],
  ["since:0000-01-01T00:00:00Z", 0, 26, "is not a time"],
  ["since:2026-13-45T00:00:00Z", 0, 26, "is not a time"],
  ["since:soon", 0, 10, "is not a time"],
  ["-since:today", 0, 12, "cannot be excluded"],
  ["-is:all", 0, 7, "cannot be excluded"],
  ["!!!", 0, 3, "no letter or digit"],
])("%s is refused where it stands, with what to do", (text, start, end, message) => {
  expect(read(text).errors).toMatchObject([{ start, end, message: expect.stringContaining(message) }]);
});

test("no input throws", () => {
  const keys = fc.constantFrom("is", "type", "verb", "resource", "graph", "from", "in", "since", "until", "on", "x");
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.string({ unit: "binary" }))), (pairs) => {
      read(pairs.map(([key, value]) => `${key}:${value}`).join(" "));
    }),
    { numRuns: 2000 },
  );
});
