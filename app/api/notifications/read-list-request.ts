import { defaultPageSize, maxPageSize, timeZone } from "@/server/contract/api";
import { AppError, invalid } from "@/server/errors";
import { readParameters } from "@/server/inbox/read-filter";
import { parse } from "@/server/parse";

const known = new Set(
  "query state type resource verb group actor q since until timeZone cursor limit filter".split(" "),
);

/** The list's parameters, empty ones as if absent; throws the 422 that names each wrong one, also one not known. */
export function readListRequest(given: URLSearchParams) {
  const isEmpty = [...given.values()].includes("");
  const search = isEmpty ? new URLSearchParams([...given].filter(([, value]) => value !== "")) : given;
  const stray = [...new Set(given.keys())].filter((name) => !known.has(name));
  if (stray.length > 0)
    throw new AppError(
      422,
      `There is no parameter ${stray.join(", ")}.`,
      stray.map((field) => ({ field, message: "is no parameter of this list" })),
    );
  const context = readContext(search);
  return {
    filter: readParameters(search, context),
    cursor: search.get("cursor"),
    limit: readLimit(search.get("limit")),
    context,
  };
}

export const readContext = (search: URLSearchParams) =>
  search.has("timeZone") ? { timeZone: parse(timeZone, search.get("timeZone"), "timeZone") } : {};

function readLimit(given: string | null): number {
  if (given === null) return defaultPageSize;
  const limit = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > maxPageSize)
    throw invalid({ field: "limit", message: `must be a number from 1 to ${maxPageSize}` });
  return limit;
}
