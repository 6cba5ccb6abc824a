import type { LucideIcon } from "lucide-react";
import { Archive, Bookmark, CircleDot, Clock, Inbox } from "lucide-react";
import type { Counts, Notification } from "@/server/contract/notification";
import { parseQuery, printQuery, type QueryTerm } from "@/server/contract/query";
import { filterOfTerms } from "@/server/contract/query-filter";

export type ViewName = "inbox" | "unread" | "saved" | "snoozed" | "archived";
export type View = { name: ViewName; label: string; icon: LucideIcon; query: string };

export const views: readonly View[] = [
  { name: "inbox", label: "Inbox", icon: Inbox, query: "" },
  { name: "unread", label: "Unread", icon: CircleDot, query: "is:unread" },
  { name: "saved", label: "Saved", icon: Bookmark, query: "is:saved" },
  { name: "snoozed", label: "Snoozed", icon: Clock, query: "is:snoozed" },
  { name: "archived", label: "Archive", icon: Archive, query: "is:archived" },
];

export const countOf = (view: ViewName, counts: Counts | undefined): number => counts?.[view] ?? 0;

const states = (query: string): string[] =>
  parseQuery(query).terms.flatMap((term) =>
    term.kind === "filter" && term.key === "is" && !term.negated ? [term.value.toLowerCase()] : [],
  );

/** Where rows live that a query shows. */
export type Place = "inbox" | "saved" | "snoozed" | "archived" | "all";

/** The place a query looks at: what its `is:` says, otherwise the Inbox. */
export function placeOf(query: string): Place {
  const said = states(query);
  return (["saved", "snoozed", "archived", "all"] as const).find((place) => said.includes(place)) ?? "inbox";
}

/** The view that a query belongs to. */
export const viewOf = (query: string): ViewName | "all" => (query === "is:unread" ? "unread" : placeOf(query));

/** Whether a row that was just acted on still has its place here. Read ones stay until the list is fetched anew. */
export function belongs(row: Notification, place: Place): boolean {
  if (place === "saved") return row.saved;
  if (place === "snoozed") return row.snoozedUntil !== null;
  if (place === "archived") return row.archived;
  return place === "all" || (!row.archived && row.snoozedUntil === null);
}

export const inGroup = (name: string): string =>
  printQuery([{ kind: "filter", key: "in", value: name, negated: false }]);

export type ChipName = "all" | "unread" | "owner" | "group" | "watching";
export const chips: readonly { name: ChipName; label: string }[] = [
  { name: "all", label: "All" },
  { name: "unread", label: "Unread" },
  { name: "owner", label: "Yours" },
  { name: "group", label: "Group" },
  { name: "watching", label: "Watching" },
];

const isChipTerm = (term: QueryTerm): boolean =>
  term.kind === "filter" && !term.negated && (term.key === "type" || (term.key === "is" && isUnread(term.value)));
const isUnread = (value: string) => value.toLowerCase() === "unread";
const termOf = (chip: Exclude<ChipName, "all">): QueryTerm =>
  chip === "unread"
    ? { kind: "filter", key: "is", value: "unread", negated: false }
    : { kind: "filter", key: "type", value: chip, negated: false };

/** The chips that a query turns on; "all" where none of the others is. */
export function chipsOn(query: string): Set<ChipName> {
  const on = new Set<ChipName>();
  for (const term of parseQuery(query).terms) {
    if (term.kind !== "filter" || !isChipTerm(term)) continue;
    const value = term.value.toLowerCase();
    const chip = chips.find(({ name }) => name === value);
    if (chip) on.add(chip.name);
  }
  if (on.size === 0) on.add("all");
  return on;
}

/** The query after a press on a chip: switched on or off; "all" takes the others out. */
export function pressChip(query: string, chip: ChipName): string {
  const { terms } = parseQuery(query);
  if (chip === "all") return printQuery(terms.filter((term) => !isChipTerm(term)));
  const term = termOf(chip);
  const same = (each: QueryTerm) => printQuery([each]).toLowerCase() === printQuery([term]).toLowerCase();
  return printQuery(terms.some(same) ? terms.filter((each) => !same(each)) : [...filtersFirst(terms, term)]);
}

/** Filters stand before the words that are searched for. */
const filtersFirst = (terms: readonly QueryTerm[], term: QueryTerm): QueryTerm[] => [
  ...terms.filter((each) => each.kind === "filter"),
  term,
  ...terms.filter((each) => each.kind === "text"),
];

/** The words of a query that are searched for, to mark them in the rows. */
export const searchedWords = (query: string): string =>
  printQuery(parseQuery(query).terms.filter((term) => term.kind === "text"));

/** A query without what cannot be read; the field keeps it, with its message. */
export const readable = (query: string): string => {
  const { terms } = parseQuery(query);
  const wrong = new Set(filterOfTerms(terms).errors.map((error) => error.term));
  return printQuery(terms.filter((term) => !wrong.has(term)));
};
