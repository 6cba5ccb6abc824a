import type { FilterContext, NotificationFilter } from "@/server/contract/query-filter";
import { AppError, type FieldError, invalid, isAppError } from "@/server/errors";
import { readFilter } from "@/server/inbox/read-filter";

const mostFilters = 20;

/** Each of several queries as a filter. Throws the 422 that names every one that cannot be read, by its text. */
export function readFilters(queries: readonly string[], context: FilterContext): NotificationFilter[] {
  if (queries.length > mostFilters) throw invalid({ field: "filter", message: `at most ${mostFilters} at a time` });
  const wrong: FieldError[] = [];
  const filters = queries.flatMap((query, index) => {
    try {
      return [readFilter(query, context)];
    } catch (error) {
      if (!isAppError(error)) throw error;
      const named = query.length > 60 ? `${query.slice(0, 60)}…` : query;
      for (const { message } of error.fields) wrong.push({ field: "filter", index, message: `“${named}” ${message}` });
      return [];
    }
  });
  if (wrong.length > 0) throw new AppError(422, wrong.map(({ message }) => message).join(" "), wrong);
  return filters;
}
