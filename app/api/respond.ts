import type { z } from "zod";
import { addressOf } from "@/server/client-address";
import { AppError, isAppError, notFound, unauthenticated } from "@/server/errors";
import { checkOrigin } from "@/server/identity/check-origin";
import { limitWrites } from "@/server/identity/limit-writes";
import { networkOf } from "@/server/identity/network-of";
import type { Recalled } from "@/server/identity/remember-session";
import type { Viewer } from "@/server/identity/viewer";
import { recallViewer, viewerOf } from "@/server/identity/viewer-of";
import { jsonAnswer } from "@/server/json-answer";
import { parse } from "@/server/parse";
import { alreadyProven, type Proof } from "@/server/proof";
import { getRuntime, type Runtime } from "@/server/runtime";
import { problemResponse } from "./problem";
import { readJson } from "./read-body";

/**
 * Who may call: `viewer` a signed-in person (session or host-signed token), `basic` the same or HTTP Basic,
 * `admin` an administrator (everybody else gets 404), `anyone` everybody, signed in or not.
 */
export type Auth = "viewer" | "basic" | "admin" | "anyone";

type Options<A extends Auth> = {
  auth: A;
  /** Largest JSON body in bytes; 1 MB unless told. */
  maxBytes?: number;
  /** Check the origin even without a cookie: for what *sets* one (sign-in, sign-up). */
  sameOrigin?: boolean;
  /**
   * A read that checks the call's `proof` in its own first statement, and does nothing before: who asked before is
   * answered without being looked up. Where that proves nothing, the handler runs again for whom it is.
   */
  proves?: [A] extends ["viewer"] ? true : never;
  /** Writes of one person or address a minute; enough for people unless told. */
  writesPerMinute?: number;
  /** Turns an error into an answer; problem details unless told (REST v1 has its own). */
  onError?: (error: unknown, log: Runtime["log"], request: Request) => Response;
};

export type Call<A extends Auth> = {
  runtime: Runtime;
  viewer: A extends "anyone" ? Viewer | null : Viewer;
  proof: Proof;
  request: Request;
  params: Record<string, string>;
  search: URLSearchParams;
  /** The client's address, for limits. */
  address: string;
  /** Parses the JSON body, or throws the 413, 415, 400 or 422 (naming every wrong field). */
  body<T extends z.ZodType>(schema: T): Promise<z.output<T>>;
};

// biome-ignore lint/suspicious/noExplicitAny: Next types each route's params by itself
type Context = { params: Promise<any> };
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Wraps a route handler: identity, origin, limits, body, errors. The handler returns an object (→ JSON 200) or a
 * Response. Nothing of it is cached.
 */
export function respond<A extends Auth>(options: Options<A>, handle: (call: Call<A>) => Promise<object> | object) {
  return async (request: Request, context?: Context): Promise<Response> => {
    const runtime = getRuntime();
    try {
      const url = new URL(request.url);
      if (/%00/.test(request.url)) throw new AppError(400, "The address holds a NUL character.");
      const address = addressOf(request.headers);
      const params = (await context?.params) ?? {};
      const call = async (viewer: Viewer | null, proof: Proof) =>
        handle({
          runtime,
          viewer: viewer as Call<A>["viewer"],
          proof,
          request,
          params,
          search: url.searchParams,
          address,
          body: async (schema) => parse(schema, await readJson(request, options.maxBytes ?? 1_048_576)),
        });
      const isRead = safeMethods.has(request.method);
      const mayRecall = options.auth === "viewer" && options.proves === true && isRead;
      const credentials = {
        headers: request.headers,
        address,
        basic: options.auth === "basic",
        remember: mayRecall,
      };
      /** Who asks, as the database says; throws where that is nobody who may. */
      const lookUp = async () => {
        const viewer = await viewerOf(runtime, credentials);
        if (options.auth === "admin" && !viewer?.admin) throw notFound();
        if (options.auth !== "anyone" && !viewer) throw unauthenticated();
        return viewer;
      };
      const recalled = mayRecall ? recallViewer(runtime, credentials) : null;
      const proven = recalled && (await ifProven(recalled, call, lookUp));
      if (proven) return finish(proven);
      const viewer = await lookUp();
      if (!isRead) {
        if (options.sameOrigin || viewer?.via === "session") checkOrigin(runtime.config, request.headers);
        await limitWrites(
          runtime,
          viewer ? `user:${viewer.userId}` : `address:${networkOf(address)}`,
          options.writesPerMinute,
        );
      }
      return finish(await call(viewer, alreadyProven));
    } catch (error) {
      return (options.onError ?? problemResponse)(error, runtime.log, request);
    }
  };
}

/** The answer to who is known from before; null where they have to be looked up first. */
async function ifProven(
  { viewer, proof }: Recalled,
  call: (viewer: Viewer, proof: Proof) => Promise<object>,
  lookUp: () => Promise<unknown>,
): Promise<object | null> {
  try {
    const result = await call(viewer, proof);
    return proof.holds ? result : null;
  } catch (error) {
    if (proof.holds) throw error;
    // What is wrong with the question is found again, for whom it is.
    if (isAppError(error) && error.status < 500) return null;
    // What is wrong here is not tried again; but an ended session hears of that first.
    await lookUp().catch((cause) => {
      if (isAppError(cause) && cause.status < 500) throw cause;
    });
    throw error;
  }
}

function finish(result: object): Response {
  const response = result instanceof Response ? result : jsonAnswer(result);
  if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
  return response;
}
