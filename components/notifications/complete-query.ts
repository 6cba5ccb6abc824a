import { notificationTypes } from "@/server/contract/notification-types";
import { printQuery, type QueryKey, queryKeys } from "@/server/contract/query";
import { resourceTypes } from "@/server/contract/resource-ref";

/** One completion: what it shows, and the text and caret after taking it. */
export type Offer = { label: string; hint: string; text: string; caret: number };
export type Known = { groups: readonly string[]; people: readonly string[] };

const most = 8;

const valuesOf = (key: QueryKey, { groups, people }: Known): readonly { value: string; hint: string }[] => {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, hint: "" }));
  switch (key) {
    case "is":
      return plain(["unread", "read", "saved", "snoozed", "archived", "all"]);
    case "type":
      return Object.entries(notificationTypes).map(([value, { label }]) => ({ value, hint: label }));
    case "resource":
      return plain(resourceTypes);
    case "verb":
      return plain([
        "created",
        "updated",
        "deleted",
        "shared",
        "unshared",
        "published",
        "member_added",
        "member_joined",
        "member_removed",
      ]);
    case "in":
      return plain(groups);
    case "from":
      return plain(["me", ...people]);
    case "since":
    case "until":
    case "on":
      return plain(["today", "yesterday", "7d", "30d"]);
    default:
      return [];
  }
};

/** What could stand where the caret is: a key while a word begins, the values of its key after the colon. */
export function complete(text: string, caret: number, known: Known): Offer[] {
  const before = text.slice(0, caret);
  const started = /(?:^|\s)(-?)(?:([a-z]+):)?("?)([^\s":]*|(?<=")[^"]*)$/iu.exec(before);
  if (!started || /\S/u.test(text.slice(caret, caret + 1))) return [];
  const [whole, minus = "", word, , typed = ""] = started;
  const from = before.length - whole.trimStart().length;
  const offer = (term: string, hint: string, open: boolean): Offer => {
    const start = `${text.slice(0, from)}${term}${open ? "" : " "}`;
    return { label: term, hint, text: start + text.slice(caret).trimStart(), caret: start.length };
  };
  const begins = (value: string) => value.toLowerCase().startsWith(typed.toLowerCase());
  if (word === undefined) {
    if (typed === "") return [];
    return (Object.keys(queryKeys) as QueryKey[])
      .filter(begins)
      .map((key) => offer(`${minus}${key}:`, queryKeys[key], true));
  }
  const key = word.toLowerCase();
  if (!Object.hasOwn(queryKeys, key)) return [];
  return valuesOf(key as QueryKey, known)
    .filter(({ value }) => begins(value) && value.toLowerCase() !== typed.toLowerCase())
    .slice(0, most)
    .map(({ value, hint }) =>
      offer(printQuery([{ kind: "filter", key: key as QueryKey, value, negated: minus === "-" }]), hint, false),
    );
}
