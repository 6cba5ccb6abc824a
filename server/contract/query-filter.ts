import { type NotificationType, notificationTypeNames } from "./notification-types";
import { parseQuery, type QueryError, type QueryKey, type QueryTerm, queryKeys } from "./query";
import { instantOf } from "./query-dates";
import { type ResourceType, readId, resourceTypes } from "./resource-ref";
import { searchQuery } from "./search-tokens";
import { type Verb, verbs } from "./verbs";

/** `woken` came back from a snooze and is not read yet. */
export const states = ["inbox", "unread", "read", "saved", "snoozed", "woken", "archived", "all"] as const;
export type State = (typeof states)[number];

/** What must hold: one of `any` (where there is one), and none of `none`. */
export type Choice<T> = { any: T[]; none: T[] };

/** A query as the database is asked. `is.any` is the exception: all of it must hold. */
export type NotificationFilter = {
  is: Choice<State>;
  type: Choice<NotificationType>;
  verb: Choice<Verb>;
  resource: Choice<{ type: ResourceType; id: number | null }>;
  /** An exact e-mail, a display name, or `me`. */
  actor: Choice<string>;
  /** A group's number or name. */
  group: Choice<number | string>;
  /** Text for `searchQuery`. */
  search: string | null;
  /** RFC 3339; arrived at or after, and before. */
  since: string | null;
  until: string | null;
};

export type FilterContext = { now?: Date /** IANA name; days begin there. */; timeZone?: string };

export const emptyFilter = (): NotificationFilter => ({
  is: { any: [], none: [] },
  type: { any: [], none: [] },
  verb: { any: [], none: [] },
  resource: { any: [], none: [] },
  actor: { any: [], none: [] },
  group: { any: [], none: [] },
  search: null,
  since: null,
  until: null,
});

/** Reads a query into a filter; what cannot be read is left out and named in `errors`, with its place. */
export function filterOfQuery(
  text: string,
  context: FilterContext = {},
): { filter: NotificationFilter; errors: QueryError[] } {
  const { terms, errors } = parseQuery(text);
  const result = filterOfTerms(terms, context);
  const placed = result.errors.map(({ term, message }) => ({ start: term.start, end: term.end, message }));
  return { filter: result.filter, errors: [...errors, ...placed].sort((a, b) => a.start - b.start) };
}

/** The same for terms; each error names its term. */
export function filterOfTerms<T extends QueryTerm>(terms: readonly T[], context: FilterContext = {}) {
  const filter = emptyFilter();
  const errors: { term: T; message: string }[] = [];
  const search: string[] = [];
  for (const term of terms) {
    const fault = term.kind === "text" ? addText(term, search) : addFilter(filter, term, context);
    if (fault) errors.push({ term, message: fault });
  }
  filter.search = search.length > 0 ? search.join(" ") : null;
  return { filter, errors };
}

function addText(term: QueryTerm & { kind: "text" }, search: string[]): string | undefined {
  // Quotes and backslashes carry no meaning in a name; spaces stand in for them.
  const plain = term.text.replace(/["\\]/g, " ");
  if (searchQuery(plain.replace(/^-+/, "")) === null)
    return `${term.text || '""'} has no letter or digit to search for.`;
  search.push(`${term.negated ? "-" : ""}${term.phrase ? `"${plain}"` : plain}`);
}

/** Adds one filter, or says what is wrong with it. */
function addFilter(
  filter: NotificationFilter,
  term: QueryTerm & { kind: "filter" },
  context: FilterContext,
): string | undefined {
  const { key, value, negated } = term;
  const side = negated ? "none" : "any";
  const oneOf = <T extends string>(known: readonly T[], into: Choice<T>): string | undefined => {
    const found = known.find((each) => each === value.toLowerCase());
    if (!found) return `${key}:${value} is not known. Choose from ${known.join(", ")}.`;
    into[side].push(found);
  };
  switch (key) {
    case "is":
      if (negated && (value === "inbox" || value === "all")) return `is:${value} cannot be excluded.`;
      return oneOf(states, filter.is);
    case "type":
      return oneOf(notificationTypeNames, filter.type);
    case "verb": {
      const found = verbs.filter((verb) => verb === value.toLowerCase() || verb.split(".")[1] === value.toLowerCase());
      if (found.length === 0) return `verb:${value} is not known. Choose from ${verbWords.join(", ")}.`;
      filter.verb[side].push(...found);
      return;
    }
    case "resource":
      return addResource(filter, value, side);
    case "graph":
    case "layout":
      return addResource(filter, `${key}/${value}`, side);
    case "from":
      filter.actor[side].push(value);
      return;
    case "in": {
      filter.group[side].push(readId(value) ?? value);
      return;
    }
    case "since":
    case "until":
    case "on":
      return addTime(filter, key, value, negated, context);
  }
}

/** The last part of every verb: shared, updated, member_added … */
export const verbWords = [...new Set(verbs.map((verb) => verb.split(".")[1] as string))];

/** `graph`, or `graph/42`. */
function addResource(filter: NotificationFilter, value: string, side: "any" | "none"): string | undefined {
  const [name, number, ...more] = value.split(/[/:]/);
  const type = resourceTypes.find((each) => each === name?.toLowerCase());
  if (!type || more.length > 0) return `resource:${value} is not known. Choose from ${resourceTypes.join(", ")}.`;
  const id = number === undefined ? null : readId(number);
  if (number !== undefined && id === null) return `${type}: needs a number, like ${type}:42.`;
  filter.resource[side].push({ type, id });
}

function addTime(filter: NotificationFilter, key: QueryKey, value: string, negated: boolean, context: FilterContext) {
  if (negated) return `${key}: cannot be excluded; use since: and until:.`;
  const [from, to, ...more] = value.split("..");
  const first = instantOf(from ?? "", context);
  const last = to === undefined || key !== "on" ? first : instantOf(to, context);
  if (!first || !last || more.length > 0 || (to !== undefined && key !== "on"))
    return `${key}:${value} is not a time: ${queryKeys[key]}.`;
  const later = (a: string | null, b: Date) => (a && Date.parse(a) > b.getTime() ? a : b.toISOString());
  const earlier = (a: string | null, b: Date) => (a && Date.parse(a) < b.getTime() ? a : b.toISOString());
  if (key !== "until") filter.since = later(filter.since, first.start);
  if (key !== "since") filter.until = earlier(filter.until, last.end);
}
