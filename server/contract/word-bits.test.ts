import { expect, test } from "vitest";
import { wordBits } from "./word-bits";

test("bits are stored, so each word's stays what it was", () => {
  const bits = { wnt: 62n, a: 61n, catenin: 32n, 53: 4n, βeta: 48n, 細胞: 44n, "a\u{10400}bc": 15n };
  for (const [word, bit] of Object.entries(bits)) expect([word, wordBits(`'${word}':1`)]).toEqual([word, 1n << bit]);
  expect(wordBits("'wnt':1 '53':2,4 'wnts':3")).toBe((1n << 62n) | (1n << 4n));
});
