import { useEffect, useRef } from "react";
import type { ListItem } from "./arrange-rows";
import { rowKey, rowLinks } from "./use-inbox-keys";

/**
 * Whoever works by keys keeps their place: when what has the focus goes away (an archived row, Undo, the end of the
 * list), the row that they were at gets it, or the one that took its place. `data-focus-after` on what goes away names
 * another place: the first row, or the last of those that were there.
 */
export function useFocusKept(items: readonly ListItem[]): void {
  const focused = useRef<HTMLElement>(null);
  const place = useRef<string>(undefined);
  const before = useRef<string[]>([]);
  useEffect(() => {
    const stopped = new AbortController();
    const follow = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      focused.current = target;
      place.current = rowKey(target) ?? place.current;
    };
    // Who presses where nothing is has let go of it.
    const letGo = () =>
      setTimeout(() => {
        if (document.activeElement === document.body && focused.current && !isGone(focused.current))
          focused.current = null;
      });
    document.addEventListener("focusin", follow, stopped);
    document.addEventListener("focusout", letGo, stopped);
    return () => stopped.abort();
  }, []);
  useEffect(() => {
    const gone = focused.current;
    if (gone && isGone(gone) && document.activeElement === document.body) {
      focused.current = null;
      linkOf(placeAfter(gone.dataset.focusAfter, before.current, place.current))?.focus({ preventScroll: true });
    }
    before.current = keysOf(items);
  });
}

const isGone = (element: HTMLElement) => !element.isConnected || element.matches(":disabled");

const keysOf = (items: readonly ListItem[]) =>
  items.flatMap((item) => {
    if (item.kind === "row") return [item.key];
    if (item.kind !== "group") return [];
    return item.open ? [item.key, ...item.rows.map(({ id }) => id)] : [item.key];
  });

/** The keys to try, best first. */
function placeAfter(where: string | undefined, before: readonly string[], place: string | undefined): string[] {
  if (where === "first") return [];
  const at = where === "last" ? before.length - 1 : before.indexOf(place ?? "");
  return at < 0 ? [place ?? ""] : [...before.slice(at), ...before.slice(0, at).reverse()];
}

/** The first of these that is still there; the first row where none was asked for. */
function linkOf(keys: readonly string[]): HTMLElement | undefined {
  // Nearly always one of the nearest; among thousands of rows it takes long to ask each for its key.
  for (const key of keys.slice(0, 3).map(CSS.escape)) {
    const link = document.querySelector<HTMLElement>(`[data-row="${key}"] h3 > a, [data-group="${key}"] h3 > button`);
    if (link) return link;
  }
  const links = new Map(rowLinks().map((link) => [rowKey(link), link]));
  if (keys.length === 0) return links.values().next().value;
  for (const key of keys) if (links.has(key)) return links.get(key);
  return undefined;
}
