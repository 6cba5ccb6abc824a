import { cutText } from "./cut-text";

/**
 * How names become search words, the same for what is stored, what is asked and what is highlighted.
 * Case and accents are folded, Greek letters are spelled out, and a word falls into parts where its script or
 * kind of character changes: `TGF-β1` is `tgf`, `beta`, `1`, and joined `tgfbeta1`.
 */
type Part = { text: string; start: number; end: number };
type Word = { parts: Part[]; joined: string };
/** One word or phrase of a search; `joined`: its parts as one word, where it may be found so too. */
export type Term = { parts: string[]; joined: string | null; exact: boolean; negated: boolean };

const maxTokens = 4000;
const maxTokenLength = 64;
/** Between two texts, so that no phrase runs from one into the next. */
const textGap = 10;

const greekNames: Record<string, string> = Object.fromEntries(
  (
    "α=alpha β=beta γ=gamma δ=delta ε=epsilon ζ=zeta η=eta θ=theta ι=iota κ=kappa λ=lambda μ=mu ν=nu ξ=xi " +
    "ο=omicron π=pi ρ=rho σ=sigma ς=sigma τ=tau υ=upsilon φ=phi χ=chi ψ=psi ω=omega"
  )
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);
/** Letters that Unicode does not decompose. */
const plainLetters: Record<string, string> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const words = /[^\s"/,;|()[\]{}]+/gu;
const parts =
  /\p{Script=Han}|[\p{Script=Greek}\u00b5]\p{M}*|(?:(?![\p{Script=Greek}\p{Script=Han}\u00b5])[\p{L}\p{M}])+|\p{N}+/gu;

/** Lower case, without accents, Greek letters by name. */
export function foldText(text: string): string {
  // Most text is ASCII, where this is all: ingest folds every word of every event.
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  return plain.replace(/[α-ωßøæœłđðþı]/gu, (letter) => greekNames[letter] ?? plainLetters[letter] ?? letter);
}

function wordsOf(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(words)) {
    const pieces: Part[] = [];
    for (const piece of match[0].matchAll(parts)) {
      const start = match.index + piece.index;
      // NFKD may bring in spaces and signs of its own (½, ﷺ); only letters and digits are tokens.
      const folded = cutText(foldText(piece[0]).replace(/[^\p{L}\p{N}]/gu, ""), maxTokenLength);
      if (folded) pieces.push({ text: folded, start, end: start + piece[0].length });
    }
    if (pieces.length > 0)
      found.push({
        parts: pieces,
        joined: cutText(pieces.map((piece) => piece.text).join(""), maxTokenLength),
      });
  }
  return found;
}

/** The text form of a tsvector with positions: cast it with `::tsvector`. */
export function searchVector(texts: readonly (string | null | undefined)[]): string {
  const tokens: string[] = [];
  let position = 1;
  for (const text of texts) {
    if (!text) continue;
    for (const word of wordsOf(text)) {
      if (word.parts.length > 1) tokens.push(`'${word.joined}':${position}`);
      for (const part of word.parts) tokens.push(`'${part.text}':${position++}`);
      if (tokens.length >= maxTokens) return tokens.join(" ");
    }
    position += textGap;
  }
  return tokens.join(" ");
}

/** `wnt "beta catenin" -draft`: words, phrases in double quotes, a minus before what must not occur. */
export function searchTerms(search: string): Term[] {
  const terms: Term[] = [];
  for (const [, minus, phrase, word] of search.matchAll(/(?<![^\s"])(-?)(?:"([^"]*)"?|([^\s"]+))/gu)) {
    const found = wordsOf(phrase ?? word ?? "");
    const pieces = found.flatMap((each) => each.parts.map((part) => part.text));
    if (pieces.length === 0) continue;
    const joined = phrase === undefined && pieces.length > 1 && found.length === 1 ? (found[0] as Word).joined : null;
    terms.push({ parts: pieces, joined, exact: phrase !== undefined, negated: minus === "-" });
  }
  return terms;
}

/**
 * The text form of a tsquery: cast it with `::tsquery`. Every word must occur, its last part as a prefix.
 * Null where the text has no letter and no digit.
 */
export function searchQuery(search: string): string | null {
  const terms = searchTerms(search).map(({ parts: pieces, joined, exact, negated }) => {
    const phrase = pieces
      .map((piece, index) => `'${piece}'${exact || index < pieces.length - 1 ? "" : ":*"}`)
      .join(" <-> ");
    const either = joined ? `(${phrase}) | '${joined}':*` : phrase;
    return `${negated ? "!" : ""}(${either})`;
  });
  return terms.length === 0 ? null : terms.join(" & ");
}

/** Where `search` matches in `text`: ranges of the text as it came, in order, not overlapping. */
export function matchRanges(text: string, search: string): { start: number; end: number }[] {
  const found = wordsOf(text);
  const sequence = found.flatMap((word) => word.parts);
  const ranges: { start: number; end: number }[] = [];
  for (const term of searchTerms(search)) {
    if (term.negated) continue;
    const last = term.parts.length - 1;
    for (let at = 0; at + last < sequence.length; at++) {
      const fits = term.parts.every((piece, index) => {
        const have = (sequence[at + index] as Part).text;
        return index === last && !term.exact ? have.startsWith(piece) : have === piece;
      });
      if (!fits) continue;
      const first = sequence[at] as Part;
      const final = sequence[at + last] as Part;
      // Letters that fold one to one let the mark end where the prefix ends.
      const oneToOne = final.text.length === final.end - final.start;
      ranges.push({
        start: first.start,
        end: oneToOne ? final.start + (term.parts[last] as string).length : final.end,
      });
    }
    const whole = term.exact ? null : (term.joined ?? (term.parts.length === 1 ? (term.parts[0] as string) : null));
    for (const { joined, parts: pieces } of found) {
      const first = pieces[0] as Part;
      if (whole && pieces.length > 1 && joined.startsWith(whole) && !first.text.startsWith(whole))
        ranges.push({ start: first.start, end: (pieces.at(-1) as Part).end });
    }
  }
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: typeof ranges = [];
  for (const range of ranges) {
    const previous = merged.at(-1);
    if (previous && range.start <= previous.end) previous.end = Math.max(previous.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}
