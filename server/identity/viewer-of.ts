import type { IncomingHttpHeaders } from "node:http";
import type { Runtime } from "../runtime";
import { readSession } from "./read-session";
import { readSessionCookie } from "./session-cookie";
import type { Viewer } from "./viewer";

export type Credentials = {
  headers: Headers | IncomingHttpHeaders;
  /** The client's address, for rate limits. */
  address: string;
  /** Accept HTTP Basic. */
  basic?: boolean;
};

/**
 * Who is asking: the session cookie, or null. The one way in for route handlers, pages and sockets.
 * A proof that is present and wrong counts as none; wrong Basic credentials throw 401 or 429.
 */
export async function viewerOf(runtime: Runtime, { headers }: Credentials): Promise<Viewer | null> {
  const token = readSessionCookie(runtime.config, header(headers, "cookie"));
  return token ? readSession(runtime, token) : null;
}

function header(headers: Headers | IncomingHttpHeaders, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}
