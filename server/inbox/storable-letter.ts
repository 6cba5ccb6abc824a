import { cutText } from "../contract/cut-text";
import { maxMessageBytes } from "../contract/event";

/** What a dead letter holds of its message, and why it is one. */
export type LetterContent = {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
  field: string;
  reason: string;
};

/**
 * A batch may be compressed to a thousandth of its size; what a producer means to send is far below these. A value that
 * is cut is still too large to be processed, so that nobody replays half a message.
 */
const most = {
  value: 16 * maxMessageBytes,
  key: 64 * 1024,
  headers: 1024 * 1024,
  headerName: 1024,
  headerValue: 64 * 1024,
  field: 512,
  reason: 1536,
};

/** As the database takes it, bytes in hex. Where something was left out, the reason says what. */
export function storableLetter({ key, value, headers, field, reason }: LetterContent) {
  const [held, kept] = [Object.keys(headers).length, storableHeaders(headers)];
  const left = [
    value && value.length > most.value && `the first ${most.value} of ${value.length} bytes`,
    key && key.length > most.key && `the first ${most.key} of the key's ${key.length}`,
    kept.length < held && `${kept.length} of ${held} headers`,
  ].filter(Boolean);
  return {
    key: hex(key, most.key),
    value: hex(value, most.value),
    headers: JSON.stringify(Object.fromEntries(kept)),
    field: storableText(field, most.field),
    reason: storableText(reason, most.reason) + (left.length > 0 ? ` (kept: ${left.join("; ")})` : ""),
  };
}

/** postgres.js has no arrays of bytes. */
const hex = (bytes: Buffer | null, limit: number) =>
  bytes?.subarray(0, endOfText(bytes, limit)).toString("hex") ?? null;

/** Where to cut so that UTF-8 stays UTF-8: not within a character. */
function endOfText(bytes: Buffer, limit: number): number {
  if (bytes.length <= limit) return bytes.length;
  const isWithin = (at: number) => ((bytes[at] ?? 0) & 0xc0) === 0x80;
  return [limit, limit - 1, limit - 2, limit - 3].find((at) => !isWithin(at)) ?? limit;
}

const storableText = (text: string, limit: number) => cutText(text, limit).toWellFormed().replaceAll("\0", "\uFFFD");

/** What says how the value is to be read goes first: without it, it might be read as something else. */
const isNeeded = (name: string) => /^(ce_|content-type$)/i.test(name);

function storableHeaders(headers: Record<string, string>): [string, string][] {
  let room = most.headers;
  return Object.entries(headers)
    .sort(([one], [other]) => Number(isNeeded(other)) - Number(isNeeded(one)))
    .map(([name, value]): [string, string] => [
      storableText(name, most.headerName),
      storableText(value, most.headerValue),
    ])
    .filter(([name, value]) => {
      room -= name.length + value.length;
      return room >= 0;
    });
}
