/** Deadlock, serialisation; and a row that went while another was written that points to it: the next look sees that. */
const contention = new Set(["40P01", "40001", "23503"]);
const connection = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOENT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);

/**
 * Trouble that passes by itself: "contention" (deadlock, serialisation, foreign key) can be tried again at once,
 * "any" adds a database that is away, starting, stopping, full or read-only. Never a reason to doubt the data.
 */
export function isTransient(error: unknown, kind: "contention" | "any" = "any"): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, status, cause } = error as { code?: unknown; status?: unknown; cause?: unknown };
  if (typeof code === "string") {
    if (contention.has(code)) return true;
    if (kind === "contention") return false;
    // Classes: 08 connection, 53 resources, 57 operator intervention, 58 system; 25006 read-only (failover), 55P03 lock
    if (connection.has(code) || /^(08|53|57|58)/.test(code) || code === "25006" || code === "55P03") return true;
  }
  if (kind === "any" && status === 503) return true;
  return cause !== undefined && cause !== error && isTransient(cause, kind);
}

const lost = new Set(["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT", "ECONNRESET", "EPIPE"]);

/** An open connection broke; those that could not be opened at all (refused) are no matter. */
export function isConnectionLost(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && (lost.has(code) || /^57P0[12]$/.test(code))) return true;
  return cause !== undefined && cause !== error && isConnectionLost(cause);
}
