import { searchTerms } from "./search-tokens";

/**
 * A small Bloom filter of words, by their first three letters, kept beside each notification: a search passes over
 * what cannot match without reading its event. 63 bits, so that it is a positive int8.
 */
const bitCount = 63;
const keyLength = 3;

/** FNV-1a, for its evenness on short keys; stored, so never to be changed. */
function bitOf(key: string): bigint {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return 1n << BigInt(hash % bitCount);
}

const letters = (word: string) => [...word].slice(0, keyLength);
const bitsOf = (words: Iterable<string>): bigint => {
  let bits = 0n;
  for (const word of words) bits |= bitOf(letters(word).join(""));
  return bits;
};

/** The bits of a tsvector in the text form that `searchVector` makes. */
export const wordBits = (vector: string): bigint =>
  bitsOf(new Set(Array.from(vector.matchAll(/'([^']+)'/g), ([, word]) => letters(word as string).join(""))));

/** The bits that whatever matches `searchQuery(search)` has; none: this search rules nothing out. */
export function searchBits(search: string): bigint {
  let bits = 0n;
  for (const { parts, joined, exact, negated } of searchTerms(search)) {
    if (negated) continue;
    // A prefix shorter than a key says nothing.
    const certain = parts.filter((part, index) => exact || index < parts.length - 1 || longEnough(part));
    if (joined === null) bits |= bitsOf(certain);
    // Found as one word or as several: only what both ways have is certain.
    else if (longEnough(joined)) bits |= bitsOf(certain) & bitsOf([joined]);
  }
  return bits;
}

const longEnough = (prefix: string) => letters(prefix).length === keyLength;
