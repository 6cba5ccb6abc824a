import type { ServerResponse } from "node:http";

/** GraphSpace's own codes, which its clients look at under /api/v1. */
const graphspaceCode = (status: number) => (status === 405 ? 1001 : 1002);

/** What is refused before any route handler: RFC 9457 problem details, and under /api/v1 GraphSpace's own shape. */
export function sendProblem(
  response: ServerResponse,
  { status, title, detail }: { status: number; title: string; detail: string },
  headers: Record<string, string> = {},
): void {
  const { method, url = "" } = response.req;
  const v1 = /^\/api\/v1(\/|\?|$)/.test(url);
  const problem = v1
    ? {
        status_code: status,
        error_message: detail,
        error_code: graphspaceCode(status),
        error_details: null,
        http_request: `${method} ${url.split("?")[0]}`,
      }
    : { type: "about:blank", title, status, detail };
  const type = v1 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store", ...headers });
  response.end(method === "HEAD" ? undefined : JSON.stringify(problem));
}
