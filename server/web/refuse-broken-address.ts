import type { IncomingMessage, ServerResponse } from "node:http";
import { sendProblem } from "./send-problem";

/** Answers 400 to a path that decodes to nothing, like `/graphs/%ff`: Next would say 500. False: the address will do. */
export function refuseBrokenAddress(request: IncomingMessage, response: ServerResponse): boolean {
  try {
    decodeURIComponent(request.url?.split("?")[0] ?? "");
    return false;
  } catch {
    const detail = "This address is written wrong: what follows a % in it is not UTF-8.";
    sendProblem(response, { status: 400, title: "Bad request", detail });
    return true;
  }
}
