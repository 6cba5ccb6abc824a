import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldText, matchRanges, searchQuery, searchVector } from "./search-tokens";

test("case, accents and Greek letters fold", () => {
  expect(foldText("Ångström Łódź β-Κατενίνη µ")).toContain("angstrom lodz beta-");
  expect(foldText("TGF-β1")).toBe("tgf-beta1");
  expect(foldText("ﬁbrin")).toBe("fibrin");
});

test("a word is stored in its parts, and joined", () => {
  expect(searchVector(["TGF-β1 up"])).toBe("'tgfbeta1':1 'tgf':1 'beta':2 '1':3 'up':4");
});

test("no phrase runs from one text into the next", () => {
  expect(searchVector(["wnt", null, "", "core"])).toBe("'wnt':1 'core':12");
});

test("a query has a prefix on each word, phrases in quotes and a minus for what must not occur", () => {
  expect(searchQuery("wnt cat")).toBe("('wnt':*) & ('cat':*)");
  expect(searchQuery('"wnt cat" -draft')).toBe("('wnt' <-> 'cat') & !('draft':*)");
  expect(searchQuery("β-cat")).toBe("(('beta' <-> 'cat':*) | 'betacat':*)");
  expect(searchQuery("  !?'\\ ")).toBeNull();
});

describe("what is highlighted", () => {
  const marked = (text: string, search: string) =>
    matchRanges(text, search).map(({ start, end }) => text.slice(start, end));
  test.each([
    ["Wnt / β-catenin core", "catenin", ["catenin"]],
    ["Wnt / β-catenin core", "cat", ["cat"]],
    ["Wnt / β-catenin core", "beta catenin", ["β", "catenin"]],
    ["Wnt / β-catenin core", "beta-cat", ["β-catenin"]],
    ["Wnt / β-catenin core", '"catenin core"', ["catenin core"]],
    ["Wnt / β-catenin core", "betacat", ["β-catenin"]],
    ["TGFβ1 targets", "tgf-b", ["TGFβ1"]],
    ["Café Wnt", "cafe -wnt", ["Café"]],
    ["Wnt", "xyz", []],
  ])("%s by %s", (text, search, expected) => {
    expect(marked(text, search)).toEqual(expected);
  });
  test("any text and search give ranges in order within the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (text, search) => {
        let last = -1;
        for (const { start, end } of matchRanges(text, search)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
    );
  });
});
