import { useCallback, useRef, useState } from "react";

const nothing: ReadonlySet<string> = new Set();

/** Which rows are selected. `order` is how they stand on the page, for ranges. */
export function useSelection(order: readonly string[]) {
  const [ids, setIds] = useState(nothing);
  const [allMatching, setAllMatching] = useState(false);
  const anchor = useRef<string | null>(null);
  const latest = useRef(order);
  latest.current = order;

  const select = useCallback((id: string, range: boolean) => {
    setAllMatching(false);
    setIds((before) => {
      const next = new Set(before);
      const from = anchor.current === null ? -1 : latest.current.indexOf(anchor.current);
      const to = latest.current.indexOf(id);
      if (range && from >= 0 && to >= 0)
        for (const each of latest.current.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
    anchor.current = id;
  }, []);
  const selectAll = useCallback((some: readonly string[], on: boolean) => {
    setAllMatching(false);
    setIds((before) => {
      const next = new Set(before);
      for (const id of some) on ? next.add(id) : next.delete(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    setIds(nothing);
    setAllMatching(false);
  }, []);
  return { ids, allMatching, setAllMatching, select, selectAll, clear };
}
