import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** Set by our own HTTP server on every request; what a client sends under these names is dropped there. */
export const addressHeader = "x-graphspace-address";
export const pathHeader = "x-graphspace-path";

/** Notes on a request what Next's handlers and pages cannot see: the client's address, and path and query. */
export function noteRequest(request: IncomingMessage): void {
  request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, request.headers["x-forwarded-for"]);
  request.headers[pathHeader] = request.url ?? "/";
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/**
 * The client's address. A proxy on this machine may name another (the last entry, which it added itself);
 * anybody else who sends X-Forwarded-For is not believed.
 */
export function clientAddress(remoteAddress: string | undefined, forwardedFor?: string | string[]): string {
  const peer = remoteAddress ?? "unknown";
  const last = [forwardedFor].flat().join(",").split(",").at(-1)?.trim() ?? "";
  return loopback.test(peer) && isIP(last) ? last : peer;
}

/** What the HTTP server found out. */
export function addressOf(headers: Headers | IncomingHttpHeaders): string {
  const value = headers instanceof Headers ? headers.get(addressHeader) : headers[addressHeader];
  return (Array.isArray(value) ? value[0] : value) ?? "unknown";
}
