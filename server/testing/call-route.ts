import { addressHeader } from "../client-address";

// biome-ignore lint/suspicious/noExplicitAny: Next types each route's params by itself
type Handler = (request: Request, context: { params: Promise<any> }) => Promise<Response>;

export type RouteCall = {
  method?: string;
  /** Path and query. */
  path?: string;
  params?: Record<string, string>;
  cookie?: string;
  headers?: Record<string, string>;
  /** A value is sent as JSON; text and bytes are sent as they are. */
  body?: unknown;
  address?: string;
};

/** What came back; `body` is the parsed JSON, or null for none. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
export type RouteAnswer = { status: number; headers: Headers; body: any };

/** Calls a route handler as our HTTP server would, from a browser on this origin. */
export async function callRoute(handler: Handler, call: RouteCall = {}): Promise<RouteAnswer> {
  const { method = "GET", path = "/api", params = {}, cookie, body, address = "127.0.0.1" } = call;
  const headers = new Headers({ [addressHeader]: address });
  if (method !== "GET") headers.set("origin", "http://localhost:3000");
  if (body !== undefined) headers.set("content-type", "application/json");
  if (cookie !== undefined) headers.set("cookie", cookie);
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (value === "") headers.delete(name);
    else headers.set(name, value);
  }
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers,
    body: body === undefined ? null : typeof body === "string" || isBytes(body) ? body : JSON.stringify(body),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : parsed(text) };
}

const isBytes = (body: unknown): body is Uint8Array<ArrayBuffer> => body instanceof Uint8Array;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
