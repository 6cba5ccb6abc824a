import { beforeEach, expect, test, vi } from "vitest";
import { forgetToken, handshakeProof, hostToken, proveByHost } from "./proof";

const tokenOf = (seconds: number, name: string, email?: string) =>
  `x.${btoa(JSON.stringify({ exp: Date.now() / 1000 + seconds, name, email }))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")}.x`;

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test("one token serves until shortly before it ends; the host is asked once, however many want it", async () => {
  let asked = 0;
  proveByHost(async () => tokenOf(300, `${++asked}`));
  const [one, two] = await Promise.all([hostToken(), hostToken()]);
  expect(one).toBe(two);
  vi.advanceTimersByTime(269_000);
  expect(await hostToken()).toBe(one);
  vi.advanceTimersByTime(2_000);
  expect(await hostToken()).not.toBe(one);
  expect(asked).toBe(2);
});

test("one that the server did not take is asked for anew, and a host that fails may be asked again", async () => {
  let asked = 0;
  proveByHost(async () => {
    if (++asked === 2) throw new Error("signed out of the host");
    return tokenOf(300, `${asked}`);
  });
  const first = await hostToken();
  forgetToken();
  await expect(hostToken()).rejects.toThrow("signed out of the host");
  expect(await hostToken()).not.toBe(first);
});

test("a host that gives no token proves nobody: a socket never falls back to the cookie of whoever uses this browser", async () => {
  proveByHost(() => Promise.reject(new Error("signed out of the host")));
  expect(await handshakeProof()).toEqual({ token: "" });
  const token = tokenOf(300, "ana");
  proveByHost(async () => token);
  expect(await handshakeProof()).toEqual({ token });
});

test("a token of somebody else says so, and the same person's next one does not", async () => {
  const tokens = ["ana", "ana", "bo", "bo"].map((email) => tokenOf(300, "", email));
  const other = vi.fn();
  proveByHost(async () => tokens.shift() as string, other);
  await hostToken();
  forgetToken();
  other.mockClear();
  const told = [];
  for (const _ of [...tokens]) {
    await hostToken();
    told.push(other.mock.calls.length);
    forgetToken();
  }
  expect(told).toEqual([0, 1, 1]);
});
