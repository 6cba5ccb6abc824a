import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseQuery, printQuery, type QueryKey, type QueryTerm, queryKeys } from "./query";

const plain = (terms: ReturnType<typeof parseQuery>["terms"]) => terms.map(({ start, end, ...term }) => term);

const word = fc
  .string({ minLength: 1, maxLength: 20, unit: "binary" })
  .filter((text) => !/[\s":]/u.test(text) && !text.startsWith("-"));
const anything = fc.string({ minLength: 1, maxLength: 20, unit: "binary" });
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), text: word, phrase: fc.constant(false), negated: fc.boolean() }),
  fc.record({ kind: fc.constant("text" as const), text: anything, phrase: fc.constant(true), negated: fc.boolean() }),
  fc.record({
    kind: fc.constant("filter" as const),
    key: fc.constantFrom(...(Object.keys(queryKeys) as QueryKey[])),
    value: anything.filter((value) => value.trim() !== ""),
    negated: fc.boolean(),
  }),
);

test("what is printed reads back as the same", () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 8 }), (terms) => {
      const parsed = parseQuery(printQuery(terms));
      expect(parsed.errors).toEqual([]);
      expect(plain(parsed.terms)).toEqual(terms);
    }),
    { numRuns: 2000 },
  );
});

test("any text is read without throwing, and printing what was read reads the same again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[-a-z:"\\ ]{0,40}$/)), (text) => {
      const { terms, errors } = parseQuery(text);
      for (const { start, end } of [...terms, ...errors]) expect(start < end && end <= text.length).toBe(true);
      expect(plain(parseQuery(printQuery(terms)).terms)).toEqual(plain(terms));
    }),
    { numRuns: 2000 },
  );
});

test("the example of the product is read", () => {
  const { terms, errors } = parseQuery('is:unread -type:watching in:"Wnt Lab" graph:42 "beta catenin" wnt');
  expect(errors).toEqual([]);
  expect(plain(terms)).toEqual([
    { kind: "filter", key: "is", value: "unread", negated: false },
    { kind: "filter", key: "type", value: "watching", negated: true },
    { kind: "filter", key: "in", value: "Wnt Lab", negated: false },
    { kind: "filter", key: "graph", value: "42", negated: false },
    { kind: "text", text: "beta catenin", phrase: true, negated: false },
    { kind: "text", text: "wnt", phrase: false, negated: false },
  ]);
});

describe("errors stand under the word they concern", () => {
  test.each([
    ["wnt form:ana", 4, 12, "There is no filter “form:”. Did you mean “from:”?"],
    ["is:", 0, 3, "is: needs a value"],
    ["GO:0008150", 0, 10, "put it in quotes"],
    ["b2:c", 0, 4, "put it in quotes"],
  ])("%s", (text, start, end, message) => {
    const { errors } = parseQuery(text);
    expect(errors).toMatchObject([{ start, end, message: expect.stringContaining(message) }]);
  });
});
