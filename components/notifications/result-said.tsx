import { useEffect, useRef, useState } from "react";

type Props = {
  query: string;
  /** The rows are those of this query. */
  settled: boolean;
  pages: number;
  count: number;
  /** There is more to load. */
  more: boolean;
};

/** Says aloud how many there are once another query's list has come, or more of it; rows that go say so themselves. */
export function ResultSaid({ query, settled, pages, count, more }: Props) {
  const [said, setSaid] = useState("");
  const list = `${pages} ${query}`;
  const last = useRef(list);
  useEffect(() => {
    if (!settled || last.current === list) return;
    last.current = list;
    setSaid(`${count} ${count === 1 ? "notification" : "notifications"}${more ? ", more to load" : ""}`);
  }, [list, settled, count, more]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
