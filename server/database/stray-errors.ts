import { isTransient } from "./is-transient";

/**
 * What postgres.js 3.4.9 throws where nobody can catch it when a connection is lost: it sends `rollback` on the
 * socket that is gone, from a timer; and it leaves its look-up of array types on a new connection unhandled. Both
 * are harmless: the transaction ended with its connection, and callers have their own error or deadline.
 */
export function isStray(error: unknown): boolean {
  if (!(error instanceof Error || (typeof error === "object" && error !== null))) return false;
  const { message = "", stack = "", query = "" } = error as { message?: string; stack?: string; query?: string };
  if (message === "Cannot read properties of null (reading 'write')") return stack.includes("nextWrite");
  return isTransient(error) && String(query).includes("pg_catalog.pg_type");
}

/** Lets the process live through these, and end with any other error that nobody caught. */
export function surviveStrayErrors(): void {
  process.on("uncaughtException", (error) => {
    if (isStray(error)) return;
    console.error(error);
    process.exit(1);
  });
}
