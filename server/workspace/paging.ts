import { type Fragment, fragment } from "../database/fragment";
import { badInput } from "./refusals";

export type Paging = { limit: number; offset: number };
export const maxLimit = 1000;

/** `limit` 20 and `offset` 0 unless told. */
export function readPaging(search: URLSearchParams): Paging {
  const read = (field: "limit" | "offset", fallback: number, max: number) => {
    const given = search.get(field);
    if (given === null || given === "") return fallback;
    if (!/^\d{1,9}$/.test(given)) throw badInput(field, "must be a whole number");
    return Math.min(Number(given), max);
  };
  return { limit: read("limit", 20, maxLimit), offset: read("offset", 0, 1_000_000_000) };
}

/** A pattern of ours: case does not matter, and only `%` is a wildcard. */
export const likePattern = (given: string) => given.toLowerCase().replace(/[\\_]/g, "\\$&");

export const matchesAny = (column: Fragment, patterns: string[]): Fragment =>
  patterns.length === 0 ? fragment`true` : fragment`lower(${column}) like any(${patterns.map(likePattern)}::text[])`;
