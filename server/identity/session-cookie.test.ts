import { expect, test } from "vitest";
import { clientAddress, proxiesAt } from "../client-address";
import { describeDevice } from "./describe-device";
import { clearedCookie, readSessionCookie, sessionCookie } from "./session-cookie";

test("over https the cookie is pinned to the host, and never readable by scripts", () => {
  const cookie = sessionCookie({ secure: true }, "token");
  expect(cookie).toMatch(/^__Host-graphspace=token; /);
  for (const attribute of ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"])
    expect(cookie.split("; ")).toContain(attribute);
  expect(cookie).not.toContain("Domain");
});

test("over http it has neither the prefix nor Secure, since browsers would drop it", () => {
  const cookie = sessionCookie({ secure: false }, "token");
  expect(cookie).toMatch(/^graphspace=token; /);
  expect(cookie.split("; ")).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax", "Path=/"]));
  expect(cookie).not.toContain("Secure");
});

test("only the cookie of that very name is read", () => {
  const read = (header: string) => readSessionCookie({ secure: true }, header);
  expect(read("a=b; __Host-graphspace=token; c=d")).toBe("token");
  expect(read("graphspace=token")).toBeNull();
  expect(read("x__Host-graphspace=token")).toBeNull();
  expect(read("__Host-graphspace=")).toBeNull();
  expect(clearedCookie({ secure: true })).toMatch(/^__Host-graphspace=; .*Max-Age=0$/);
});

test("only a proxy on this machine may name another address", () => {
  expect(clientAddress("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(clientAddress("127.0.0.1", "1.2.3.4, 198.51.100.1")).toBe("198.51.100.1");
  expect(clientAddress("::ffff:127.0.0.1", "not an address")).toBe("::ffff:127.0.0.1");
  expect(clientAddress("::1", undefined)).toBe("::1");
});

test("a trusted proxy may name another address too, its neighbours and its clients may not", () => {
  const proxies = proxiesAt(["172.18.0.1", "10.0.0.0/8", "fd00::/8"]);
  const of = (peer: string, named: string) => clientAddress(peer, named, proxies);
  expect(of("172.18.0.1", "1.2.3.4, 198.51.100.1")).toBe("198.51.100.1");
  expect(of("::ffff:172.18.0.1", "198.51.100.1")).toBe("198.51.100.1");
  expect(of("fd00::7", "198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
  expect(of("172.18.0.2", "198.51.100.1")).toBe("172.18.0.2");
  expect(of("10.0.0.1", "made up")).toBe("10.0.0.1");
  for (const wrong of ["10.0.0.0/33", "10.0.0.0/", "proxy", "/8"]) expect(() => proxiesAt([wrong])).toThrow();
});

test("a device is named in words", () => {
  expect(describeDevice("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe(
    "Firefox on Linux",
  );
  const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604.1";
  expect(describeDevice(safari)).toBe("Safari on iOS");
  expect(describeDevice(null)).toBe("Unknown device");
});
