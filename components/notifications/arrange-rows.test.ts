import { expect, test } from "vitest";
import type { Notification } from "@/server/contract/notification";
import { arrangeRows, type ListItem } from "./arrange-rows";
import { sampleNotification } from "./sample-notification.test-data";

const now = Date.parse("2026-11-22T15:00:00Z");
const at = (id: number, arrivedAt: string, more: Partial<Notification> = {}) =>
  sampleNotification({
    id: String(id),
    arrivedAt,
    verb: "graph.updated",
    actor: { email: `p${id}`, name: "P" },
    ...more,
  });
const shared = (id: number, arrivedAt: string, more: Partial<Notification> = {}) =>
  at(id, arrivedAt, {
    verb: "graph.shared",
    actor: { email: "chen", name: "Chen" },
    group: { id: "7", name: "Wnt Lab" },
    ...more,
  });
const said = (items: ListItem[]) =>
  items.map((item) => {
    if (item.kind === "heading") return `# ${item.text}`;
    if (item.kind === "seen-line") return "---";
    return item.kind === "row" ? item.row.id : `${item.rows.map((row) => row.id).join("+")}${item.open ? " open" : ""}`;
  });
const arrange = (rows: Notification[], more: Partial<Parameters<typeof arrangeRows>[0]> = {}) =>
  said(arrangeRows({ rows, seenThrough: null, open: new Set(), now, timeZone: "UTC", ...more }));

test("rows stand under the day they arrived on", () => {
  const rows = [
    at(5, "2026-11-22T14:00:00Z"),
    at(4, "2026-11-21T23:59:00Z"),
    at(3, "2026-11-18T10:00:00Z"),
    at(2, "2026-10-02T10:00:00Z"),
    at(1, "2025-10-02T10:00:00Z"),
  ];
  expect(arrange(rows)).toEqual([
    "# Today",
    "5",
    "# Yesterday",
    "4",
    "# Wednesday",
    "3",
    "# 2 October",
    "2",
    "# 2 October 2025",
    "1",
  ]);
});

test("a day is the reader's day", () => {
  const rows = [at(1, "2026-11-21T23:59:00Z")];
  expect(arrange(rows, { timeZone: "Europe/Berlin" })).toEqual(["# Today", "1"]);
  expect(arrange(rows, { timeZone: "UTC" })).toEqual(["# Yesterday", "1"]);
});

test("similar ones of a day become one, at the place of the newest", () => {
  const rows = [
    shared(6, "2026-11-22T14:00:00Z"),
    at(5, "2026-11-22T13:00:00Z"),
    shared(4, "2026-11-22T12:00:00Z"),
    shared(3, "2026-11-22T11:00:00Z"),
    shared(2, "2026-11-21T11:00:00Z"),
    shared(1, "2026-11-21T10:00:00Z"),
  ];
  expect(arrange(rows)).toEqual(["# Today", "6+4+3", "5", "# Yesterday", "2", "1"]);
});

test("another actor, verb or group is not similar", () => {
  const time = "2026-11-22T14:00:00Z";
  const rows = [
    shared(5, time),
    shared(4, time),
    shared(3, time, { group: null }),
    shared(2, time, { actor: null }),
    shared(1, time, { verb: "graph.unshared" }),
  ];
  expect(arrange(rows)).toEqual(["# Today", "5", "4", "3", "2", "1"]);
});

test("500 similar ones are one row", () => {
  const rows = Array.from({ length: 500 }, (_, index) => shared(500 - index, "2026-11-22T14:00:00Z"));
  expect(arrange(rows)).toHaveLength(2);
});

test("an expanded group stays one item and says that it is open", () => {
  const rows = [3, 2, 1].map((id) => shared(id, "2026-11-22T14:00:00Z"));
  const [, group] = arrangeRows({ rows, seenThrough: null, open: new Set(), now, timeZone: "UTC" });
  expect(arrange(rows, { open: new Set([group?.key ?? ""]) })).toEqual(["# Today", "3+2+1 open"]);
});

test("the line stands between what is new and what was seen, and similar ones do not cross it", () => {
  const rows = [5, 4, 3, 2, 1].map((id) => shared(id, "2026-11-22T14:00:00Z"));
  expect(arrange(rows, { seenThrough: "3" })).toEqual(["# Today", "5", "4", "---", "3+2+1"]);
});

test("nothing new, or all of it new: no line", () => {
  const rows = [at(2, "2026-11-22T14:00:00Z"), at(1, "2026-11-22T13:00:00Z")];
  expect(arrange(rows, { seenThrough: "2" })).toEqual(["# Today", "2", "1"]);
  expect(arrange(rows, { seenThrough: "0" })).toEqual(["# Today", "2", "1"]);
  expect(arrange(rows, { seenThrough: null })).toEqual(["# Today", "2", "1"]);
});

test("what came back from a snooze stands on top, and only there", () => {
  const woken = at(2, "2026-11-10T14:00:00Z", { wokenAt: "2026-11-22T08:00:00Z", read: true });
  const rows = [at(3, "2026-11-22T14:00:00Z"), woken, at(1, "2026-11-09T14:00:00Z")];
  expect(arrange(rows, { back: [woken] })).toEqual(["# Back", "2", "# Today", "3", "# 9 November", "1"]);
});
