import { expect, test } from "vitest";
import type { ListItem } from "./arrange-rows";
import { chunkItems, hasRow, isSameChunk } from "./chunk-items";
import { sampleNotification as sample } from "./sample-notification.test-data";

const lines = (ids: number[]): ListItem[] =>
  ids.map((id) => ({ kind: "row", key: String(id), row: sample({ id: String(id) }) }));
const ids = Array.from({ length: 2000 }, (_, n) => 900_000 - n * 7);
const whole = lines(ids);

test("every line is in one chunk, in order, and chunks are small", () => {
  const chunks = chunkItems(whole);
  expect(chunks.flatMap(({ items }) => items)).toEqual(whole);
  expect(chunks.length).toBeGreaterThan(25);
  expect(Math.max(...chunks.map(({ items }) => items.length))).toBeLessThan(400);
  expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length);
});

test("nothing is no chunk", () => expect(chunkItems([])).toEqual([]));

test("one that goes leaves all other chunks as they were", () => {
  const before = new Map(chunkItems(whole).map(({ key, items }) => [key, items]));
  const inner = (before.get("first") as ListItem[])[1];
  const after = chunkItems(whole.filter((item) => item !== inner));
  const changed = after.filter(({ key, items }) => !isSameChunk(items, before.get(key) ?? []));
  expect(changed.map(({ key }) => key)).toEqual(["first"]);
});

test("a row that changed, a group that was opened, another row in it: each makes another chunk", () => {
  const [row] = lines([1]) as [Extract<ListItem, { kind: "row" }>];
  const group: ListItem = { kind: "group", key: "similar", rows: [row.row], open: false };
  expect(isSameChunk([row, group], [{ ...row }, { ...group, rows: [row.row] }])).toBe(true);
  expect(isSameChunk([row], [{ ...row, row: { ...row.row, read: true } }])).toBe(false);
  expect(isSameChunk([group], [{ ...group, open: true }])).toBe(false);
  expect(isSameChunk([group], [{ ...group, rows: [{ ...row.row }] }])).toBe(false);
  expect(isSameChunk([row], [row, group])).toBe(false);
});

test("rows are found on their own lines and inside groups", () => {
  const [row] = lines([1]) as [Extract<ListItem, { kind: "row" }>];
  const group: ListItem = { kind: "group", key: "similar", rows: [row.row], open: false };
  expect(hasRow([row], (id) => id === "1")).toBe(true);
  expect(hasRow([group], (id) => id === "1")).toBe(true);
  expect(hasRow([{ kind: "seen-line", key: "1" }], () => true)).toBe(false);
});
