import { isIPv6 } from "node:net";

/**
 * Whom a limit counts: an IPv4 address, or the first 64 bits of an IPv6 address, since the rest is its owner's to
 * choose anew for every request.
 */
export function networkOf(address: string): string {
  const written = `http://[${address}]`;
  if (!isIPv6(address) || !URL.canParse(written)) return address;
  const short = new URL(written).hostname.slice(1, -1);
  if (short.startsWith("::ffff:")) return short;
  const [before = "", after = ""] = short.split("::");
  const [left, right] = [before.split(":"), after.split(":")].map((groups) => groups.filter(Boolean)) as [
    string[],
    string[],
  ];
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}
