import { plainIssue } from "./contract/plain-issue";

/** What is wrong with one field of an input. `index` names the element of a batch. */
export type FieldError = { field: string; message: string; index?: number };

const brand = Symbol.for("graphspace.app-error");

/**
 * The one error family. Every transport has one adapter that turns it into its own words
 * (problem details, socket error, exit message); any other error is a defect and never leaks its text.
 */
export class AppError extends Error {
  readonly [brand] = true;
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503,
    message: string,
    readonly fields: FieldError[] = [],
    options?: ErrorOptions & { headers?: Record<string, string> },
  ) {
    super(message, options);
    this.name = "AppError";
    this.headers = options?.headers ?? {};
  }
  readonly headers: Record<string, string>;
}

/** By brand, not by class: Next loads its own copy of this module. */
export const isAppError = (error: unknown): error is AppError =>
  typeof error === "object" && error !== null && brand in error;

export const invalid = (...fields: FieldError[]) =>
  new AppError(422, fields.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; "), fields);
export const notFound = (what = "This does not exist, or is not yours to see.") => new AppError(404, what);
export const unauthenticated = () => new AppError(401, "Sign in first.");
export const forbidden = (why: string) => new AppError(403, why);
export const tooMany = (retryAfterSeconds: number) =>
  new AppError(429, `Too many attempts; try again in ${retryAfterSeconds} seconds.`, [], {
    headers: { "Retry-After": String(retryAfterSeconds) },
  });
export const unavailable = (what: string, cause?: unknown) =>
  new AppError(503, what, [], { cause, headers: { "Retry-After": "5" } });

/** Turns a zod failure into fields; `prefix` names where the value sits. */
export const fieldErrors = (
  issues: readonly { path: PropertyKey[]; message: string; keys?: string[] }[],
  prefix = "",
  index?: number,
): FieldError[] =>
  issues.flatMap((issue) =>
    // A field that nobody knows is named itself, not the object that holds it.
    (issue.keys ?? [""]).map((key) => ({
      field: [prefix, ...issue.path.map(String), key].filter(Boolean).join("."),
      message: issue.keys ? "is not known here" : plainIssue(issue),
      ...(index === undefined ? {} : { index }),
    })),
  );
