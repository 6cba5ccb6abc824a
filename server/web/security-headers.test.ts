import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { setSecurityHeaders } from "./security-headers";

function headersOf(url: string, embedOrigins: string[]) {
  const request = Object.assign(new IncomingMessage(new Socket()), { url });
  const response = new ServerResponse(request);
  setSecurityHeaders(request, response, { dev: false, secure: true, embedOrigins });
  return response.getHeaders() as Record<string, string>;
}
const listed = ["https://graphspace.example.org", "https://wiki.example.org"];
const framedBy = (url: string, origins = listed) =>
  /frame-ancestors ([^;]*)/.exec(headersOf(url, origins)["content-security-policy"] ?? "")?.[1];

test("only the bell's frame may stand in another page, and only in those of listed origins", () => {
  expect(framedBy("/embed/bell")).toBe(listed.join(" "));
  for (const url of ["/", "/notifications", "/settings/notifications", "/embedded", "/?/embed/bell", "/embed"]) {
    expect(framedBy(url), url).toBe("'none'");
    expect(headersOf(url, listed)).toMatchObject({ "x-frame-options": "DENY" });
  }
  expect(framedBy("/embed/bell", [])).toBe("'none'");
});

test("other sites load the script of the bell, and nothing else of ours", () => {
  for (const url of ["/embed.js", "/embed.js?v=2"])
    expect(headersOf(url, listed)).not.toHaveProperty("cross-origin-resource-policy");
  for (const url of ["/embed.js.map", "/api/notifications", "/icon.svg"])
    expect(headersOf(url, listed)).toMatchObject({ "cross-origin-resource-policy": "same-origin" });
  expect(headersOf("/embed.js", [])).toMatchObject({ "cross-origin-resource-policy": "same-origin" });
});
