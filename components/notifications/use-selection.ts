import { useCallback, useRef, useState } from "react";

const nothing: ReadonlySet<string> = new Set();

/** Which rows are selected. `order` is how they stand on the page, for ranges. */
export function useSelection(order: readonly string[]) {
  const [ids, setIds] = useState(nothing);
  const [allMatching, setAllMatching] = useState(false);
  const anchor = useRef<string | null>(null);
  const latest = useRef(order);
  latest.current = order;

  const select = useCallback((some: readonly string[], range: boolean) => {
    const from = anchor.current === null ? -1 : latest.current.indexOf(anchor.current);
    const places = some.map((id) => latest.current.indexOf(id));
    const [first, last] = [Math.min(from, ...places), Math.max(from, ...places)];
    setAllMatching(false);
    setIds((before) => {
      if (range && first >= 0) return new Set([...before, ...latest.current.slice(first, last + 1)]);
      const next = new Set(before);
      const on = !some.every((id) => before.has(id));
      for (const id of some) on ? next.add(id) : next.delete(id);
      return next;
    });
    anchor.current = some[0] ?? null;
  }, []);
  const deselect = useCallback((some: readonly string[]) => {
    setAllMatching(false);
    setIds((before) => {
      const next = new Set(before);
      for (const id of some) next.delete(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    setIds(nothing);
    setAllMatching(false);
  }, []);
  return { ids, allMatching, setAllMatching, select, deselect, clear };
}
