/**
 * The query language of the inbox: one line of text that mirrors the chips and lives in the URL, like
 * `is:unread -type:watching in:"Wnt Lab" since:2026-11-01 "beta catenin"`.
 * Values of one key are alternatives; different keys must all hold; `is:` must all hold; a minus excludes.
 */
export const queryKeys = {
  is: "inbox, unread, read, saved, snoozed, archived or all",
  type: "owner, group or watching",
  resource: "graph, layout or group",
  verb: "shared, updated, graph.shared …",
  from: "who did it: an e-mail, a name, or me",
  in: "a group, by name or number",
  graph: "a graph's number",
  layout: "a layout's number",
  since: "from a day on: 2026-11-01, today, 7d",
  until: "up to and with a day",
  on: "one day, or a range: 2026-11-01..2026-11-07",
} as const;
export type QueryKey = keyof typeof queryKeys;

/** What people write by habit. */
const aliases: Record<string, QueryKey> = {
  group: "in",
  actor: "from",
  by: "from",
  state: "is",
  before: "until",
  after: "since",
};

/** Where a term stands in the text it was parsed from. */
export type Span = { start: number; end: number };
export type QueryTerm =
  | { kind: "filter"; key: QueryKey; value: string; negated: boolean }
  /** A word (a prefix is enough) or a quoted phrase. */
  | { kind: "text"; text: string; phrase: boolean; negated: boolean };
export type QueryError = Span & { message: string };
export type ParsedQuery = { terms: (QueryTerm & Span)[]; errors: QueryError[] };

const isKey = (word: string): word is QueryKey => Object.hasOwn(queryKeys, word);
const token = /(-?)(?:([\p{L}]+):)?(?:"((?:[^"\\]|\\.)*)("?)|([^\s"]*))/uy;

/** Reads a query. Never throws: what it cannot read is an error with its place, and the rest still counts. */
export function parseQuery(text: string): ParsedQuery {
  const terms: ParsedQuery["terms"] = [];
  const errors: QueryError[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/u.test(text[at] as string)) {
      at++;
      continue;
    }
    token.lastIndex = at;
    const match = token.exec(text) as RegExpExecArray;
    const [whole, minus, word, quoted, , bare] = match;
    const span = { start: at, end: at + whole.length };
    at = span.end;
    const value = quoted === undefined ? (bare ?? "") : quoted.replace(/\\(.)/gsu, "$1");
    const negated = minus === "-";
    if (word === undefined) {
      const stray = quoted === undefined && value.includes(":");
      if (stray) errors.push({ ...span, message: `To search for the text ${value}, put it in quotes.` });
      else if (value) terms.push({ kind: "text", text: value, phrase: quoted !== undefined, negated, ...span });
      continue;
    }
    const lower = word.toLowerCase();
    const key = isKey(lower) ? lower : Object.hasOwn(aliases, lower) ? aliases[lower] : undefined;
    if (!key) errors.push({ ...span, message: unknownKey(word, lower) });
    else if (!value.trim()) errors.push({ ...span, message: `${key}: needs a value: ${queryKeys[key]}.` });
    else terms.push({ kind: "filter", key, value, negated, ...span });
  }
  return { terms, errors };
}

function unknownKey(word: string, lower: string): string {
  const near = Object.keys(queryKeys).find((key) => key[0] === lower[0] || key.includes(lower) || lower.includes(key));
  const hint = near ? ` Did you mean “${near}:”?` : "";
  return `There is no filter “${word}:”.${hint} To search for the text, put it in quotes.`;
}

const quote = (value: string) => `"${value.replace(/["\\]/g, "\\$&")}"`;

/** Writes terms as text that `parseQuery` reads back as the same terms. */
export function printQuery(terms: readonly QueryTerm[]): string {
  return terms
    .map((term) => {
      const minus = term.negated ? "-" : "";
      if (term.kind === "text") return minus + (term.phrase ? quote(term.text) : term.text);
      return `${minus}${term.key}:${/^[^\s"]+$/u.test(term.value) ? term.value : quote(term.value)}`;
    })
    .join(" ");
}
