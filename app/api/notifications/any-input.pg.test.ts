import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { callRoute } from "@/server/testing/call-route";
import { addPeople } from "@/server/testing/people";
import { signInAs } from "@/server/testing/sign-in-as";
import { testDatabase } from "@/server/testing/test-database";
import { testRuntime } from "@/server/testing/test-runtime";
import { POST as bulk } from "./bulk/route";
import { GET as counts } from "./counts/route";
import { GET as list } from "./route";
import { POST as seen } from "./seen/route";

const { db } = await testDatabase();
let runtime = testRuntime(db);
let cookie: string;
beforeAll(async () => {
  await addPeople(db, "ana@lab.org");
  cookie = await signInAs(runtime, "ana@lab.org");
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "0",
    "-1",
    "9223372036854775808",
    "1e9",
    "null",
    "9999",
    "0000-01-01T00:00:00Z",
    "%",
    "graph/0",
    '"',
    "\\",
    "a:b",
    "..",
    "' or 1=1",
  ),
);
const parameter = fc.constantFrom(
  "query",
  "state",
  "type",
  "resource",
  "verb",
  "group",
  "actor",
  "q",
  "since",
  "until",
  "timeZone",
  "cursor",
  "limit",
);
const filters = fc.constantFrom(
  "is",
  "type",
  "verb",
  "resource",
  "graph",
  "layout",
  "from",
  "in",
  "since",
  "until",
  "on",
);
const query = fc
  .array(fc.tuple(filters, hostile), { maxLength: 4 })
  .map((pairs) => pairs.map(([key, value]) => `${key}:${value}`).join(" "));

test("no parameters of the list and the counts make it fail", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(parameter, fc.oneof(hostile, query)), { maxLength: 5 }), async (pairs) => {
      const search = new URLSearchParams(pairs);
      expect((await callRoute(list, { path: `/api/notifications?${search}`, cookie })).status).toBeLessThan(500);
      const asked = new URLSearchParams(pairs.map(([, value]) => ["filter", value]));
      expect((await callRoute(counts, { path: `/api/notifications/counts?${asked}`, cookie })).status).toBeLessThan(
        500,
      );
    }),
    { numRuns: 200 },
  );
});

test("no body of a bulk action makes it fail", async () => {
  const snapshot = (await callRoute(list, { cookie })).body.snapshot as string;
  const odd = fc.oneof(fc.jsonValue(), hostile);
  const body = fc.record(
    {
      action: fc.oneof(fc.constantFrom("read", "snooze"), odd),
      ids: fc.oneof(fc.array(hostile), fc.constant(["9223372036854775808"]), odd),
      query: fc.oneof(query, odd),
      snapshot: fc.oneof(fc.constant(snapshot), odd),
      snoozedUntil: fc.oneof(fc.constant("9999-12-31T23:59:59-23:00"), odd),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(body, async (input) => {
      // Every run has its own write limit.
      runtime = testRuntime(db);
      for (const handler of [bulk, seen])
        expect((await callRoute(handler, { method: "POST", body: input, cookie })).status).toBeLessThan(500);
    }),
    { numRuns: 200 },
  );
});
