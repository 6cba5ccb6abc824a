import type { ServerResponse } from "node:http";

/** RFC 9457 problem details, for what is refused before any route handler. */
export function sendProblem(
  response: ServerResponse,
  { status, title, detail }: { status: number; title: string; detail: string },
  headers: Record<string, string> = {},
): void {
  const body =
    response.req.method === "HEAD" ? undefined : JSON.stringify({ type: "about:blank", title, status, detail });
  response.writeHead(status, { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers });
  response.end(body);
}
