import { isUtf8 } from "node:buffer";
import { maxMessageBytes, maxNesting } from "../contract/event";
import { type Refusal, refuse } from "./refusal";

export type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Escapes that may stand for NUL or half a character; raw ones are no JSON and no UTF-8. */
const suspicious = /\\u(?:0000|d[89a-f])/i;

/** Reads a message's bytes as one JSON object, or says what is wrong with it. A BOM and duplicate keys are no matter. */
export function readJson(value: Buffer | null): { json: JsonObject } | { refusal: Refusal } {
  if (value === null) return refuse("", "the message is empty (a tombstone)");
  if (value.length === 0) return refuse("", "the message is empty");
  if (value.length > maxMessageBytes) return refuse("", `the message is over ${maxMessageBytes / 1024} KB`);
  if (!isUtf8(value)) return refuse("", "the message is not UTF-8");
  const text = value.toString("utf8").replace(/^\uFEFF/, "");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse("", "the message is not JSON");
  }
  if (!isObject(json)) return refuse("", "the message is not a JSON object");
  if (isDeeper(json, maxNesting)) return refuse("", `the message is nested over ${maxNesting} deep`);
  const broken = suspicious.test(text) ? findBrokenText(json, "") : undefined;
  if (broken !== undefined) return refuse(broken, "holds a NUL character or half of a surrogate pair");
  return { json };
}

/** Whether something is nested deeper than this; looks no deeper itself. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) if (isDeeper((value as JsonObject)[key], levels - 1)) return true;
  return false;
}

export const isCleanText = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** The path of the first text, key or value, that PostgreSQL cannot hold; undefined where all is well. */
function findBrokenText(value: unknown, path: string): string | undefined {
  if (typeof value === "string") return isCleanText(value) ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key;
    if (!isCleanText(key)) return path || cleanText(key);
    const broken = findBrokenText(inner, at);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** Text that PostgreSQL can hold, with a mark where something was not. */
export const cleanText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");
