import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Set by our own HTTP server on every request; what a client sends under these names is dropped there. */
export const addressHeader = "x-graphspace-address";
export const pathHeader = "x-graphspace-path";

/** Notes on a request what Next's handlers and pages cannot see: the client's address, and path and query. */
export function noteRequest(request: IncomingMessage, proxies?: BlockList): void {
  const forwardedFor = request.headers["x-forwarded-for"];
  request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, forwardedFor, proxies);
  request.headers[pathHeader] = request.url ?? "/";
}

/** This machine, and these addresses and networks (`10.0.0.7`, `10.0.0.0/8`); throws for what is neither. */
export function proxiesAt(places: readonly string[]): BlockList {
  const proxies = new BlockList();
  for (const place of ["127.0.0.0/8", "::1", ...places]) {
    const [, address = "", prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(place) ?? [];
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(prefix), family);
  }
  return proxies;
}

const onThisMachine = proxiesAt([]);

/**
 * The client's address. A proxy that is trusted may name another: the last entry of X-Forwarded-For, which it added
 * itself, and so on while that is a trusted proxy too. Nobody else who sends the header is believed.
 */
export function clientAddress(
  remoteAddress: string | undefined,
  forwardedFor?: string | string[],
  proxies = onThisMachine,
): string {
  const named = [forwardedFor].flat().join(",").split(",");
  let address = remoteAddress ?? "unknown";
  while (isIP(address) && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4")) {
    const next = named.pop()?.trim() ?? "";
    if (!isIP(next)) break;
    address = next;
  }
  return address;
}

/** What the HTTP server found out. */
export function addressOf(headers: Headers | IncomingHttpHeaders): string {
  const value = headers instanceof Headers ? headers.get(addressHeader) : headers[addressHeader];
  return (Array.isArray(value) ? value[0] : value) ?? "unknown";
}
