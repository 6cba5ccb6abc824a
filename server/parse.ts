import type { z } from "zod";
import { AppError, fieldErrors } from "./errors";

/** Parses a verb's input, or throws the 422 that names every wrong field. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, prefix = ""): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = fieldErrors(result.error.issues, prefix);
  throw new AppError(
    422,
    fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; "),
    fields,
  );
}
