import { GraphInputError, maxNameLength } from "../contract/graph-input";
import { maxId } from "../contract/resource";
import { badInput, codes, notYours, refuse } from "./refusals";

/** Runs a reader of the contract; what it finds becomes the refusal that names the element. */
export function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphInputError) throw badInput(error.field, error.message);
    throw error;
  }
}

/** A name that people gave something: hostile text is welcome, but it must be storable and not endless. */
export function readName(value: unknown, what: "graph" | "layout" | "group"): string {
  if (typeof value !== "string" || value.trim() === "") throw badInput("name", "is missing");
  if (value.includes("\0") || !value.isWellFormed()) throw badInput("name", "holds a character that cannot be stored");
  if (value.length > 2 * maxNameLength || [...value].length > maxNameLength)
    throw refuse(
      422,
      what === "graph" ? codes.graphNameTooLong : codes.badRequest,
      `The name of a ${what} must be at most ${maxNameLength} characters.`,
      "name",
    );
  return value;
}

export function readText(value: unknown, field: string, max: number): string {
  if (typeof value !== "string") throw badInput(field, "must be text");
  if (value.length > max) throw badInput(field, `must be at most ${max} characters`);
  if (value.includes("\0") || !value.isWellFormed()) throw badInput(field, "holds a character that cannot be stored");
  return value;
}

/** 0 or 1, however it was written: JSON numbers and booleans, form fields. */
export function readFlag(value: unknown, field: string): 0 | 1 {
  if (value === 1 || value === true || value === "1" || value === "true") return 1;
  if (value === 0 || value === false || value === "0" || value === "false") return 0;
  throw badInput(field, "must be 0 or 1");
}

export function readTags(value: unknown): string[] {
  if (!Array.isArray(value)) throw badInput("tags", "must be a list of words");
  if (value.length > 100) throw badInput("tags", "may be at most 100");
  const tags = value.map((tag, index) => readText(tag, `tags[${index}]`, maxNameLength).trim()).filter(Boolean);
  return [...new Set(tags)].sort();
}

/** An id as it comes in a body: a number, or digits of a form field. What can be none is refused like what is not there. */
export function readId(value: unknown, field: string): number {
  if (value == null || value === "") throw badInput(field, "is missing");
  const id = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  if (typeof id !== "number" || !Number.isInteger(id) || id < 1 || id > maxId) throw notYours(field.replace("_id", ""));
  return id;
}
