import { listParameters } from "../contract/api";
import { parseQuery, type QueryTerm } from "../contract/query";
import { type FilterContext, filterOfTerms, type NotificationFilter } from "../contract/query-filter";
import { AppError, type FieldError } from "../errors";

const maxQueryLength = 2048;

/** A query as a filter, or the 422 that says what is wrong and where. */
export function readFilter(query: string, context: FilterContext = {}, field = "query"): NotificationFilter {
  return readParameters(new URLSearchParams({ query }), context, field);
}

/**
 * The list's parameters as one filter: the query's terms and each parameter of its own, together. A minus in
 * front of a value excludes it. Throws the 422 that names every wrong parameter.
 */
export function readParameters(
  search: URLSearchParams,
  context: FilterContext = {},
  queryField = "query",
): NotificationFilter {
  const fields: FieldError[] = [];
  const terms: (QueryTerm & { field: string; place: string })[] = [];
  for (const query of search.getAll("query")) {
    if (query.length > maxQueryLength)
      fields.push({ field: queryField, message: `must be at most ${maxQueryLength} characters` });
    const parsed = parseQuery(query.slice(0, maxQueryLength));
    for (const error of parsed.errors)
      fields.push({ field: queryField, message: `at ${error.start + 1}: ${error.message}` });
    for (const term of parsed.terms) terms.push({ ...term, field: queryField, place: `at ${term.start + 1}: ` });
  }
  for (const [field, key] of Object.entries(listParameters)) {
    if (key === "query") continue;
    for (const given of search.getAll(field)) {
      const negated = given.startsWith("-");
      terms.push({ kind: "filter", key, value: negated ? given.slice(1) : given, negated, field, place: "" });
    }
  }
  for (const text of search.getAll("q")) {
    // Free text only: a colon is part of a name here.
    for (const [, minus, phrase, word] of text.matchAll(/(?<!\S)(-?)(?:"([^"]*)"?|([^\s"]+))/g))
      terms.push({
        kind: "text",
        text: phrase ?? word ?? "",
        phrase: phrase !== undefined,
        negated: minus === "-",
        field: "q",
        place: "",
      });
  }
  const { filter, errors } = filterOfTerms(terms, context);
  for (const { term, message } of errors) fields.push({ field: term.field, message: term.place + message });
  if (fields.length > 0) throw new AppError(422, fields.map((each) => each.message).join(" "), fields);
  return filter;
}
