import { publicError } from "@/app/api/problem";
import { readText } from "@/app/api/read-body";
import { type Call, respond } from "@/app/api/respond";
import { maxUploadBytes, nestsDeeper } from "@/server/contract/graph-input";
import { maxId } from "@/server/contract/resource";
import type { Logger } from "@/server/logger";
import type { Actor } from "@/server/workspace/actor";
import { badInput, type Code, codes, notYours, refuse } from "@/server/workspace/refusals";

export type V1Call = Pick<Call<"basic">, "runtime" | "search" | "request"> & {
  actor: Actor;
  /** A path's id; what can be none is refused like what is not there. */
  id(name: string, what?: string): number;
  /** The body as fields, JSON or form-encoded. */
  fields(): Promise<Record<string, unknown>>;
};
type Answer = object | { status: 201; json: object };
type Handler = (call: V1Call) => Promise<Answer>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** 201 with the object. */
export const created = (json: object) => Response.json(json, { status: 201 });

/**
 * One address of GraphSpace's REST API v1: always JSON, errors in GraphSpace's own shape, for its clients (HTTP
 * Basic) and for our pages (session).
 */
export function v1(handlers: Partial<Record<Method, Handler>>) {
  const methods: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
  const allow = methods.filter((method) => handlers[method]).join(", ");
  return Object.fromEntries(methods.map((method) => [method, one(handlers[method], allow)])) as Record<
    Method,
    ReturnType<typeof one>
  >;
}

function one(handle: Handler | undefined, allow: string) {
  return respond({ auth: "basic", onError: v1Error }, async ({ runtime, viewer, request, params, search }) => {
    if (!handle) {
      const refusal = refuse(405, codes.wrongMethod, `${request.method} is not possible here.`);
      throw Object.assign(refusal, { headers: { Allow: allow } });
    }
    const accept = request.headers.get("accept") ?? "*/*";
    if (!/application\/(json|\*)|\*\/\*/i.test(accept))
      throw refuse(400, codes.badRequest, "Only application/json can be accepted.");
    return handle({
      runtime,
      search,
      request,
      actor: {
        userId: viewer.userId,
        email: viewer.email,
        admin: viewer.admin,
        clientId: request.headers.get("x-client-id"),
      },
      id: (name, what = "resource") => {
        const given = params[name] ?? "";
        const number = Number(given);
        if (!/^\d{1,10}$/.test(given) || number < 1 || number > maxId) throw notYours(what);
        return number;
      },
      fields: () => readFields(request),
    });
  });
}

/** What is around a graph, and a graph. */
const maxBodyDepth = 64;

async function readFields(request: Request): Promise<Record<string, unknown>> {
  const text = await readText(request, maxUploadBytes);
  const type = request.headers.get("content-type") ?? "";
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(text));
  if (text.trim() === "") return {};
  if (nestsDeeper(text, maxBodyDepth)) throw badInput("body", `is nested deeper than ${maxBodyDepth} levels`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badInput("body", "is not valid JSON");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw badInput("body", "must be an object");
  return body as Record<string, unknown>;
}

/** Statuses that say more than GraphSpace's "bad request" does. */
const kept = new Set([413, 429, 500, 503]);

function v1Error(error: unknown, log: Logger, request: Request): Response {
  const { status: given, message, fields, headers } = publicError(error, log);
  const code: Code =
    (error as { code?: Code }).code !== undefined && typeof (error as { code?: unknown }).code === "number"
      ? (error as { code: Code }).code
      : given === 401
        ? codes.notAuthenticated
        : given === 403 || given === 404
          ? codes.notAuthorised
          : given === 405
            ? codes.wrongMethod
            : codes.badRequest;
  const status = kept.has(given) ? given : (statuses[code] ?? 400);
  return Response.json(
    {
      status_code: status,
      error_message: message,
      error_code: code,
      error_details: fields.length > 0 ? fields : null,
      http_request: `${request.method} ${new URL(request.url).pathname}`,
    },
    { status, headers: { "Cache-Control": "no-store", ...headers } },
  );
}

const statuses: Partial<Record<Code, number>> = {
  [codes.notAuthenticated]: 401,
  [codes.notAuthorised]: 403,
  [codes.wrongMethod]: 405,
};

/** `0`, `1` or absent. */
export function flag(search: URLSearchParams, name: string): 0 | 1 | null {
  const given = search.get(name);
  if (given === null || given === "") return null;
  if (given !== "0" && given !== "1") throw badInput(name, "must be 0 or 1");
  return given === "1" ? 1 : 0;
}
