import { expect, test } from "vitest";
import { isImageOrigin, readRemoteImage } from "./remote-image";

test.each([
  ["https://example.org/a.png", "https://example.org"],
  [" url('https://Example.org:8443/a b.png') ", "https://example.org:8443"],
  ["//cdn.example.org/a.png", "https://cdn.example.org"],
  ["http://127.0.0.1:9/a.png", "http://127.0.0.1:9"],
  ["https://exämple.org/a.png", "https://xn--exmple-cua.org"],
])("%s is a picture from %s", (text, origin) => {
  expect(readRemoteImage(text)?.origin).toBe(origin);
});

test.each([
  "/graphs/1",
  "a.png",
  "javascript:alert(1)",
  "data:image/png;base64,AAAA",
  "https://user:password@example.org/a.png",
  "https://a;script-src/x",
  "https://a,b/x",
  "https://*/x",
  "https://[::1]/x",
  "ftp://example.org/a.png",
  "none",
  "",
])("%s is none", (text) => {
  expect(readRemoteImage(text)).toBeNull();
});

test("an address of thousands of spaces freezes nobody's page", () => {
  expect(readRemoteImage(`url(${" ".repeat(4_500)}x`)).toBeNull();
  expect(readRemoteImage(`url(${" ".repeat(4_500)}"https://example.org/a.png" )`)?.origin).toBe("https://example.org");
});

test("nothing that could end a source or a directive is an origin", () => {
  for (const text of [
    "https://a b",
    "https://a; script-src *",
    "https://*.org",
    "https://a/path",
    "*",
    "https:",
    "'self'",
    "https://a\n",
  ])
    expect(isImageOrigin(text)).toBe(false);
});
