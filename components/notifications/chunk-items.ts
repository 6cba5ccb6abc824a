import type { ListItem } from "./arrange-rows";

/** Lines of the list that are drawn, and left alone, together. */
export type Chunk = { key: string; items: ListItem[] };

/** About so many lines; what one change redraws, and what the browser lays out or skips at once. */
const size = 40;

/**
 * Cuts lines where their keys say so, so that one that comes or goes moves no other from chunk to chunk: whatever is
 * not where it was is drawn anew.
 */
export function chunkItems(items: readonly ListItem[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const item of items) {
    const begins = isBoundary(item.key);
    if (begins || chunks.length === 0) chunks.push({ key: begins ? item.key : "first", items: [] });
    chunks.at(-1)?.items.push(item);
  }
  return chunks;
}

/** FNV-1a, for its evenness on short keys. */
function isBoundary(key: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % size === 0;
}

/** Whether two chunks say the same of the same rows. */
export const isSameChunk = (one: readonly ListItem[], other: readonly ListItem[]): boolean =>
  one.length === other.length && one.every((item, index) => isSame(item, other[index] as ListItem));

function isSame(one: ListItem, other: ListItem): boolean {
  if (one.key !== other.key) return false;
  if (one.kind === "row") return other.kind === "row" && one.row === other.row;
  if (one.kind !== "group") return one.kind === other.kind;
  if (other.kind !== "group" || one.open !== other.open || one.rows.length !== other.rows.length) return false;
  return one.rows.every((row, index) => row === other.rows[index]);
}

/** Whether one of the rows on these lines is among the ids. */
export const hasRow = (items: readonly ListItem[], isIt: (id: string) => boolean): boolean =>
  items.some((item) =>
    item.kind === "row" ? isIt(item.row.id) : item.kind === "group" && item.rows.some((row) => isIt(row.id)),
  );
