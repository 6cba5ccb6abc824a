import type { IncomingHttpHeaders } from "node:http";
import type { Runtime } from "../runtime";
import { checkBasic } from "./check-basic";
import { checkHostToken } from "./check-host-token";
import { readSession } from "./read-session";
import { type Recalled, recallSession } from "./remember-session";
import { readSessionCookie } from "./session-cookie";
import type { Viewer } from "./viewer";

export type Credentials = {
  headers: Headers | IncomingHttpHeaders;
  /** The client's address, for rate limits. */
  address: string;
  /** Accept HTTP Basic. */
  basic?: boolean;
  /** A host-signed token that came another way than in the Authorization header (a socket's handshake). */
  hostToken?: string;
  /** Remember whom a session names, for `recallViewer`. */
  remember?: boolean;
};

/**
 * Who is asking: the one way in for route handlers, pages and sockets. An Authorization header goes before the
 * cookie. Resolves to null for nobody; wrong Basic credentials throw 401, or 429 past the limits.
 */
export async function viewerOf(
  runtime: Runtime,
  { headers, address, basic = false, hostToken, remember = false }: Credentials,
): Promise<Viewer | null> {
  const authorization = header(headers, "authorization") ?? "";
  if (basic && /^basic\s/i.test(authorization)) return checkBasic(runtime, authorization, address);
  // Event tokens are bearers too; only what looks like a JWT can be the host's.
  const bearer = hostToken ?? /^bearer\s+([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (bearer !== undefined) return checkHostToken(runtime, bearer);
  const token = readSessionCookie(runtime.config, header(headers, "cookie"));
  return token ? readSession(runtime, token, { remember }) : null;
}

/**
 * The same from memory, for who asked before: not to be believed until the statement that answers has proved it.
 * Null where only `viewerOf` knows.
 */
export function recallViewer(runtime: Runtime, { headers }: Pick<Credentials, "headers">): Recalled | null {
  if (header(headers, "authorization") !== null) return null;
  const token = readSessionCookie(runtime.config, header(headers, "cookie"));
  return token ? recallSession(runtime, token) : null;
}

function header(headers: Headers | IncomingHttpHeaders, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}
