import { expect, test } from "vitest";
import { networkOf } from "./network-of";

test("whoever has one IPv6 address has 2⁶⁴ of them: a limit counts their network, and each IPv4 address by itself", () => {
  const one = networkOf("2001:db8:1:2::1");
  for (const other of ["2001:db8:1:2:ffff:1:2:3", "2001:0DB8:0001:0002::", "2001:db8:1:2::203.0.113.7"])
    expect([other, networkOf(other)]).toEqual([other, one]);
  for (const other of ["2001:db8:1:3::1", "2001:db8::1", "::1", "fe80::1", "1:2::"])
    expect([other, networkOf(other)]).not.toEqual([other, one]);
  // What IPv4 looks like on a socket that takes both.
  expect(networkOf("::ffff:203.0.113.7")).not.toBe(networkOf("::ffff:203.0.113.8"));
  for (const address of ["203.0.113.7", "unknown", "fe80::1%eth0"]) expect(networkOf(address)).toBe(address);
});
