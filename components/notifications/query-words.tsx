import { type RefObject, useLayoutEffect, useState } from "react";
import { parseQuery, type QueryError } from "@/server/contract/query";
import { filterOfQuery } from "@/server/contract/query-filter";

const problemClass = "mt-1.5 text-meta font-medium text-removed wrap-anywhere";

/** What is wrong with one word, under that word as far as there is room. */
export function QueryProblem({
  message,
  start,
  layer,
}: {
  message: string;
  start?: number;
  layer?: RefObject<HTMLElement | null>;
}) {
  const [left, setLeft] = useState(0);
  useLayoutEffect(() => {
    const word = layer?.current?.querySelector<HTMLElement>(`[data-from="${start}"]`);
    if (word && layer?.current) setLeft(layer.current.offsetLeft + word.offsetLeft - layer.current.scrollLeft);
  }, [start, layer]);
  return (
    <p className={problemClass} style={{ marginInlineStart: `clamp(0px, ${left}px, 45%)` }}>
      {message}
    </p>
  );
}

/** The text again, filters as tokens and problems underlined; takes exactly as much room as the text itself. */
export function ColouredQuery({ text, problems }: { text: string; problems: readonly QueryError[] }) {
  const wrong = new Set([...filterOfQuery(text).errors, ...problems].map((error) => error.start));
  const terms = parseQuery(text).terms.filter((term) => !wrong.has(term.start));
  const spans = [
    ...terms
      .filter((term) => term.kind === "filter")
      .map((term) => ({
        ...term,
        look: "rounded-[4px] bg-accent-soft text-accent shadow-[0_0_0_3px_var(--color-accent-soft)]",
      })),
    ...problems.map((error) => ({
      ...error,
      look: "text-removed underline decoration-wavy decoration-removed underline-offset-4",
    })),
  ].sort((a, b) => a.start - b.start);
  let at = 0;
  const pieces = spans.map(({ start, end, look }) => {
    const before = text.slice(at, start);
    at = end;
    return (
      <span key={start}>
        {before}
        <span data-from={start} className={look}>
          {text.slice(start, end)}
        </span>
      </span>
    );
  });
  return (
    <span>
      {pieces}
      {text.slice(at)}
    </span>
  );
}
