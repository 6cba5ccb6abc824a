import type { NotificationPage } from "@/server/contract/api";
import { parseQuery, type QueryError } from "@/server/contract/query";
import { filterOfQuery } from "@/server/contract/query-filter";

/**
 * What is wrong with a query, each with its place in the text: what cannot be read, and the names that the server
 * did not find. The word that is still being typed (the caret stands in it) is left in peace.
 */
export function queryProblems(text: string, caret: number | null, unknown: NotificationPage["unknown"] = []) {
  const places = unknown.length === 0 ? [] : parseQuery(text).terms;
  const notFound = unknown.flatMap(({ key, value, message }): QueryError[] =>
    places
      .filter((term) => term.kind === "filter" && term.key === key && term.value === value && !term.negated)
      .map(({ start, end }) => ({ start, end, message })),
  );
  return [...filterOfQuery(text).errors, ...notFound]
    .filter(({ start, end }) => caret === null || caret < start || caret > end)
    .sort((a, b) => a.start - b.start);
}
