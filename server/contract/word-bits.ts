import { searchTerms } from "./search-tokens";

/**
 * A small Bloom filter of words, by their first three letters, kept beside each notification: a search passes over
 * what cannot match without reading its event. 63 bits, so that it is a positive int8.
 */
const bitCount = 63;
const keyLength = 3;

const utf8 = new TextEncoder();

/** FNV-1a over UTF-8, for its evenness on short keys; stored, so never to be changed. */
function bitOf(key: string): number {
  let hash = 0x811c9dc5;
  let at = 0;
  // An encoder takes longer than the hash, and most words need none.
  for (; key.charCodeAt(at) < 0x80; at++) hash = mix(hash, key.charCodeAt(at));
  if (at < key.length) for (const byte of utf8.encode(key.slice(at))) hash = mix(hash, byte);
  return (hash >>> 0) % bitCount;
}
const mix = (hash: number, byte: number) => Math.imul(hash ^ byte, 0x01000193);

/** In halves, since bigints are slow, and ingest does this with every word of every event. */
function bitsOf(keys: string[]): bigint {
  let low = 0;
  let high = 0;
  for (const key of keys) {
    const bit = bitOf(key);
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

const keysOfVector = /'([^']{1,3})[^']*'/gu;

/** The bits of a tsvector in the text form that `searchVector` makes. */
export const wordBits = (vector: string): bigint =>
  bitsOf(Array.from(vector.matchAll(keysOfVector), ([, key]) => key as string));

/** The bits that whatever matches `searchQuery(search)` has; none: this search rules nothing out. */
export function searchBits(search: string): bigint {
  let bits = 0n;
  for (const { parts, joined, exact, negated } of searchTerms(search)) {
    if (negated) continue;
    // A prefix shorter than a key says nothing.
    const certain = parts.filter((part, index) => exact || index < parts.length - 1 || longEnough(part)).map(keyOf);
    if (joined === null) bits |= bitsOf(certain);
    // Found as one word or as several: only what both ways have is certain.
    else if (longEnough(joined)) bits |= bitsOf(certain) & bitsOf([keyOf(joined)]);
  }
  return bits;
}

const letters = (word: string) => [...word].slice(0, keyLength);
const keyOf = (word: string) => letters(word).join("");
const longEnough = (prefix: string) => letters(prefix).length === keyLength;
