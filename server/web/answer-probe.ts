import type { IncomingMessage, ServerResponse } from "node:http";
import type { Runtime } from "../runtime";
import { sendProblem } from "./send-problem";

/** Supervisors and scrapers come from the machine itself or its own network, and not through a proxy. */
const near = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/;

/**
 * Answers /healthz (the process lives), /readyz (its parts can work; 503 otherwise, with the reasons to near addresses)
 * and /metrics (Prometheus; to near addresses only). Needs no pages, so that every role has it.
 * @returns false when the request is for something else
 */
export async function answerProbe(
  { readiness, metrics }: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = request.url?.split("?")[0]?.replace(/\/$/, "");
  if (path !== "/healthz" && path !== "/readyz" && path !== "/metrics") return false;
  if (request.method === "OPTIONS") {
    response.writeHead(204, { Allow: "GET, HEAD, OPTIONS" }).end();
    return true;
  }
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  const sendJson = (status: number, body: object) => send(status, "application/json", `${JSON.stringify(body)}\n`);
  const isNear = near.test(request.socket.remoteAddress ?? "") && !request.headers["x-forwarded-for"];
  if (path === "/healthz") sendJson(200, { status: "ok" });
  else if (path === "/readyz") {
    const known = await readiness.reasons();
    // A reason may name hosts, ports and users: strangers learn only which parts.
    const reasons = isNear ? known : Object.fromEntries(Object.keys(known).map((part) => [part, "is not ready"]));
    const ready = Object.keys(known).length === 0;
    sendJson(ready ? 200 : 503, ready ? { status: "ready" } : { status: "not ready", reasons });
  } else if (isNear) send(200, metrics.registry.contentType, await metrics.registry.metrics());
  else
    sendProblem(response, {
      status: 404,
      title: "Not found",
      detail: "Metrics are for the machine and its own network.",
    });
  return true;
}
