import type { IncomingMessage, ServerResponse } from "node:http";
import { textOf } from "../json-answer";

type RouteFile = { GET: (request: Request) => Promise<Response> };
/** Route handlers by path, loaded when first asked for. */
export type DirectRoutes = Record<string, () => Promise<RouteFile>>;

/** An `import()` costs a tenth of a list each time, also of what is loaded already. */
const loaded = new WeakMap<() => Promise<RouteFile>, RouteFile>();

/** Answers a GET of one of these paths by its route handler, without Next; resolves to false for anything else. */
export async function answerDirectly(
  routes: DirectRoutes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = request.url ?? "/";
  const path = url.split("?", 1)[0] as string;
  const load = request.method === "GET" && Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (!load) return false;
  const file = loaded.get(load) ?? (await load());
  loaded.set(load, file);
  const answer = await file.GET(new Request(`http://localhost${url}`, { headers: headersOf(request) }));
  // Text and not bytes: Node then writes head and body as one.
  const body = textOf(answer) ?? (await answer.text());
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader("Content-Length", Buffer.byteLength(body));
  response.writeHead(answer.status).end(body);
  return true;
}

function headersOf({ headers }: IncomingMessage): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""]).map((each): [string, string] => [name, each]),
  );
}
