import { isUtf8 } from "node:buffer";
import type { DeadLetterDetail } from "../contract/operations";

/** So much of a message is shown; the rest can be downloaded. */
const shownBytes = 64 * 1024;
const dumpedBytes = 4 * 1024;

// Control characters, half characters, and those that turn the direction of text or cannot be seen.
const unseen = /[\p{Cc}\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text in which nothing hides: what cannot be seen is named, like ⟨U+202E⟩; line ends and tabs stay. */
export const visibleText = (text: string): string =>
  text.replace(unseen, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `⟨U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });

/** Any bytes as somebody can read them: JSON set in lines, text, or a hexadecimal dump. */
export function showBytes(value: Buffer | null): DeadLetterDetail["payload"] {
  if (value === null) return { form: "none", text: "", cut: false };
  if (!isUtf8(value))
    return { form: "bytes", text: dump(value.subarray(0, dumpedBytes)), cut: value.length > dumpedBytes };
  const json = value.length <= shownBytes ? inLines(value.toString("utf8")) : null;
  if (json !== null) return { form: "json", text: visibleText(json), cut: false };
  // A cut may halve a character; what is left of it is not shown.
  const text = value
    .subarray(0, shownBytes)
    .toString("utf8")
    .replace(/\ufffd$/, "");
  return { form: "text", text: visibleText(text), cut: value.length > shownBytes };
}

/** How a message begins, in one line. */
export function beginningOf(value: Buffer | null, length = 160): string {
  if (value === null) return "";
  const start = value.subarray(0, length * 4);
  const text = isUtf8(value) ? start.toString("utf8") : start.toString("latin1");
  return visibleText(text.replace(/\s+/g, " ").trim().slice(0, length).toWellFormed());
}

function inLines(text: string): string | null {
  try {
    // Deep nesting would overflow the stack: then it is shown as the text that it is.
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

/** `00000010  48 65 6c 6c 6f …  Hello…` */
function dump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = [...part].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join("\n");
}
