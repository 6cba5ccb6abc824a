import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complete } from "../../components/notifications/complete-query";
import { parseQuery, printQuery } from "./query";
import { filterOfQuery } from "./query-filter";
import { searchQuery } from "./search-tokens";

const all = (text: string) => {
  parseQuery(text);
  printQuery(parseQuery(text).terms);
  filterOfQuery(text, { timeZone: "Europe/Berlin" });
  complete(text, text.length, { groups: ["Wnt Lab"], people: ["bo@lab.org"] });
};
/** Of the processor's time, in ms: what else a busy machine does is no matter. */
const took = (work: () => void) => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

describe("a text that was made to be slow takes as long as any other of its length", () => {
  test.each([
    ["letters without an end", "a"],
    ["quotes", '"'],
    ["opened quotes with backslashes", '"\\'],
    ["backslashes", "\\"],
    ["minus signs", "-"],
    ["colons", ":"],
    ["keys without values", "is: "],
    ["keys in keys", "is:is:"],
    ["quoted keys", '-in:"a '],
    ["blanks", " "],
    ["a quote in each word", 'a"b" '],
    ["ranges", "on:2026..2026.."],
    ["combining marks", "a\u0301"],
    ["surrogates torn apart", "\ud83d"],
    ["words of Greek, digits and letters", "β1a"],
    ["dots and slashes", "graph/1/"],
    ["zero-width letters", "\u200d"],
    ["brackets", "((("],
  ])("%s", (_, piece) => {
    const of = (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    all(of(2_000));
    // Eight times the text: linear is 8, quadratic 64. The floor keeps a fast machine's noise out.
    const small = Math.max(25, Math.min(...[1, 2, 3].map(() => took(() => all(of(25_000))))));
    const large = Math.min(...[1, 2, 3].map(() => took(() => all(of(200_000)))));
    expect(large / small).toBeLessThan(32);
  });
});

test("negation excludes exactly what the same word without it asks for", () => {
  const word = fc.constantFrom(
    ...["type:group", "type:owner", "verb:shared", "verb:graph.updated", "resource:layout", "graph:42", "layout:7"],
    ...["from:me", "from:ana@lab.org", 'in:"Wnt Lab"', "in:7", "is:unread", "is:saved"],
  );
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 6 }), fc.uniqueArray(word, { maxLength: 6 }), (asked, excluded) => {
      const plain = filterOfQuery(asked.join(" ")).filter;
      const { filter, errors } = filterOfQuery([...asked, ...excluded.map((each) => `-${each}`)].join(" "));
      expect(errors).toEqual([]);
      const turned = filterOfQuery(excluded.join(" ")).filter;
      for (const key of ["is", "type", "verb", "resource", "actor", "group"] as const)
        expect(filter[key]).toEqual({ any: plain[key].any, none: turned[key].any });
    }),
    { numRuns: 500 },
  );
});

test("quoting changes no filter, and makes words a phrase", () => {
  const value = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    // Some letters are none once they are folded (a filler of Hangul): those are told.
    .filter((text) => searchQuery(`"${text.replace(/["\\]/g, " ")}"`) !== null);
  fc.assert(
    fc.property(value, (text) => {
      const quoted = `"${text.replace(/["\\]/g, "\\$&")}"`;
      const { filter, errors } = filterOfQuery(`from:${quoted} ${quoted}`);
      expect(errors).toEqual([]);
      expect(filter.actor.any).toEqual([text]);
      expect(filter.search).toBe(`"${text.replace(/["\\]/g, " ")}"`);
    }),
    { numRuns: 1000 },
  );
});
