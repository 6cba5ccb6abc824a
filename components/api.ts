import type { Problem } from "@/server/contract/problem";
import { clientId } from "./client-id";
import { forgetToken, hostToken, isEmbedded } from "./proof";

/** An answer that is not 2xx: problem details (RFC 9457), or what could be made of it. `status` 0: no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The first message per field, for forms. */
    readonly fields: Record<string, string> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ApiError";
  }
}

/** Characters, of three bytes at most, with room for other writes that are under way. */
const keptAlive = 10_000;

type Options = { method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"; body?: unknown; signal?: AbortSignal };

/** Calls our own API. Throws ApiError; an answer without a body is `undefined`. */
export async function api<Answer>(path: string, options: Options = {}): Promise<Answer> {
  let response = await send(path, options);
  if (response.status === 401 && isEmbedded()) {
    forgetToken();
    response = await send(path, options);
  }
  if (!response.ok) throw await toApiError(response);
  const text = await response.text();
  return (text === "" ? undefined : JSON.parse(text)) as Answer;
}

async function send(path: string, { method = "GET", body, signal }: Options): Promise<Response> {
  const token = await hostToken();
  const text = body === undefined ? undefined : JSON.stringify(body);
  return fetch(path, {
    method,
    signal,
    // Who marks something and goes on at once has marked it. Browsers keep no more than 64 KB alive.
    keepalive: method !== "GET" && (text?.length ?? 0) < keptAlive,
    // Embedded, no cookie of ours is the host's to use.
    ...(token === null ? {} : { credentials: "omit" }),
    headers: {
      Accept: "application/json",
      "X-Client-Id": clientId(),
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: text,
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError(0, "The server cannot be reached. Check your connection and try again.", {}, { cause });
  });
}

async function toApiError(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  const fields: Record<string, string> = {};
  for (const { field, message } of problem?.errors ?? []) fields[field] ??= message;
  const message = problem?.detail ?? problem?.error_message ?? problem?.title ?? wordsFor(response.status);
  return new ApiError(response.status, message, fields);
}

/** Ours, or GraphSpace's own shape under /api/v1. */
type Told = Partial<Problem> & { error_message?: string };

async function readProblem(response: Response): Promise<Told | undefined> {
  if (!response.headers.get("Content-Type")?.includes("json")) return undefined;
  return (await response.json().catch(() => undefined)) as Told | undefined;
}

const wordsFor = (status: number) =>
  status === 401 ? "You are signed out. Sign in again." : `The server answered ${status}. Try again in a moment.`;
