import type { IncomingMessage, ServerResponse } from "node:http";
import { sendProblem } from "./send-problem";

/** The methods that a path answers; undefined where it is none of ours. */
export type MethodsOf = (path: string) => string[] | undefined;

const usual = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** @param doors like `GET /api/watches/{type}/{id}`; as with Next, a path without parameters goes first */
export function methodsOf(doors: readonly string[]): MethodsOf {
  const paths = new Map<string, Set<string>>();
  for (const door of doors) {
    const [method = "", path = ""] = door.split(" ");
    const methods = paths.get(path) ?? new Set(["OPTIONS"]);
    paths.set(path, methods.add(method));
    if (method === "GET") methods.add("HEAD");
  }
  const templates = [...paths]
    .toSorted(([one], [other]) => one.split("{").length - other.split("{").length)
    .map(([path, methods]) => ({
      fits: new RegExp(`^${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}/?$`),
      methods: [...methods].sort(),
    }));
  return (path) => templates.find(({ fits }) => fits.test(path))?.methods;
}

/** Answers 405, with the methods that would do: Next answers nothing but the number. False: the method will do. */
export function refuseWrongMethod(methodsOf: MethodsOf, request: IncomingMessage, response: ServerResponse): boolean {
  const method = request.method ?? "";
  const allowed = methodsOf(request.url?.split("?")[0] ?? "") ?? usual;
  if (allowed.includes(method)) return false;
  const detail = `${method} is not possible here; this address answers ${allowed.join(", ")}.`;
  sendProblem(response, { status: 405, title: "Method not allowed", detail }, { Allow: allowed.join(", ") });
  return true;
}
