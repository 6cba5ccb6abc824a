import { isTransient } from "@/server/database/is-transient";
import { type FieldError, isAppError } from "@/server/errors";
import type { Logger } from "@/server/logger";

const titles: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Invalid input",
  429: "Too many requests",
  500: "Something went wrong on our side",
  503: "Not available right now",
};

/** PostgreSQL's words for text that it cannot store: NUL, broken encodings. */
const unstorable = new Set(["22021", "22P05"]);

type PublicError = { status: number; message: string; fields: FieldError[]; headers: Record<string, string> };

/**
 * What a caller may know of an error. Ours say everything; a database that is away is a 503; anything else is a
 * defect: logged with its cause, answered without its text.
 */
export function publicError(error: unknown, log: Logger): PublicError {
  if (isAppError(error)) return error;
  const answer = (status: number, message: string, headers = {}) => ({ status, message, fields: [], headers });
  if (unstorable.has((error as { code?: string } | null)?.code ?? ""))
    return answer(422, "The input holds a character that cannot be stored (NUL).");
  if ((error as { code?: string } | null)?.code === "42501") {
    log.warn({ err: error }, "a request needed rights that the database user does not have");
    return answer(403, "The database lets this application only read here; whoever runs it can allow more.");
  }
  if (isTransient(error)) {
    log.warn({ err: error }, "a request met a database that is away");
    return answer(503, "The database is away; try again in a moment.", { "Retry-After": "2" });
  }
  log.error({ err: error }, "a request failed unexpectedly");
  return answer(500, "Please try again; if it stays, tell us what you did.");
}

/** RFC 9457 problem details. */
export function problemResponse(error: unknown, log: Logger): Response {
  const { status, message, fields, headers } = publicError(error, log);
  const problem = {
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    detail: message,
    ...(fields.length > 0 ? { errors: fields } : {}),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}
