import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/test-database";
import { searchQuery, searchVector } from "./search-tokens";
import { searchBits, wordBits } from "./word-bits";

const { db } = await testDatabase();

async function finds(text: string, search: string): Promise<boolean> {
  const [row] = await db.sql`
    select ${searchVector([text])}::text::tsvector @@ ${searchQuery(search)}::text::tsquery as found`;
  // What is found must never be passed over for its bits.
  if (row?.found)
    expect([text, search, searchBits(search) & ~wordBits(searchVector([text]))]).toEqual([text, search, 0n]);
  return row?.found === true;
}

test.each([
  [
    "Wnt / β-catenin core",
    ["beta catenin", "β-catenin", "beta-catenin", "catenin", "caten", "betacatenin", "β", '"wnt beta"', "CORE wnt"],
    ["gamma", "atenin", '"wnt core"', "wnt -core", '"cate"'],
  ],
  [
    "TGF-β1 targets",
    ["tgf", "TGF-β1", "tgf-beta1", "TGFβ1", "tgfbeta1", "beta1", "β1", "tgf beta", "TGFβ", "tgf-b"],
    ["tgf2", "beta2"],
  ],
  ["Treg FOXP3 (human)", ["FOXP3", "foxp", "fox", "foxp 3", "FOXP-3", "human"], ["foxp2", "oxp3"]],
  ["TGFβ1", ["TGF-β1", "tgf-beta1", "tgf beta 1"], []],
  [
    "p53–MDM2, NF-κB; IL-6/IL-6R",
    ["p53", "mdm2", "nf-kappab", "NFκB", "nf kappa", "il-6", "il6", "IL6R", "IL-6R"],
    ["il7"],
  ],
  ["Größe naïve Ærø", ["grosse", "naive", "aero", "größe"], []],
  ["bo.lindqvist@lab.org", ["bo", "lindqvist", "bo.lind", "lab.org", "@lab.org"], []],
  ["betacatenin, tgfbeta1", ["β-catenin", "beta-cat", "TGF-β1", "tgf-b"], ["catenin"]],
  ["細胞シグナル", ["細胞", "胞"], ["膜"]],
])("%s is found by its whole and its parts", async (text, found, missed) => {
  for (const search of found) expect([search, await finds(text, search)]).toEqual([search, true]);
  for (const search of missed) expect([search, await finds(text, search)]).toEqual([search, false]);
});

test("any text can be stored and any search asked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), async (text, search) => {
      await finds(text, search);
    }),
    { numRuns: 300 },
  );
  expect(await finds("x".repeat(10_000), "x".repeat(9000))).toBe(true);
  expect(await finds("ab ".repeat(20_000), "ab")).toBe(true);
  // Letters of two UTF-16 units, where a token is cut.
  for (const text of [`a${"\u{10400}".repeat(40)}`, `${"1".repeat(63)}\u{10400}`]) {
    expect([text, searchVector([text]).isWellFormed()]).toEqual([text, true]);
    expect(await finds(text, text)).toBe(true);
  }
});

test("what a search finds has all of its bits, however it is found; most of what it does not find lacks some", async () => {
  const piece = fc.constantFrom("β", "TGF", "wnt", "p", "53", "catenin", "細胞", "ß", "1", "il", "kappa", "𝛽x");
  const word = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(""));
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  const cut = fc.tuple(text, fc.nat(12), fc.boolean()).map(([from, at, quoted]) => {
    const part = [...from].slice(0, at + 1).join("");
    return quoted ? `"${part}"` : part;
  });
  let found = 0;
  await fc.assert(
    fc.asyncProperty(text, cut, async (stored, search) => {
      if (searchQuery(search) !== null && (await finds(stored, search))) found++;
    }),
    { numRuns: 600 },
  );
  expect(found).toBeGreaterThan(30);
  const others = ["axin", "frizzled", "dishevelled", "gsk", "lrp", "foxp", "notch", "smad"].map((one) =>
    wordBits(searchVector([one])),
  );
  const passed = others.filter((bits) => (searchBits("catenin") & ~bits) !== 0n);
  expect(passed.length).toBeGreaterThan(6);
});
