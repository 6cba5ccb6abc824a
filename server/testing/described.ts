import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { openApi } from "../api-description/openapi";
import type { RouteAnswer } from "./call-route";

const ajv = new Ajv2020({ strict: false, allErrors: true });
// biome-ignore lint/suspicious/noExplicitAny: a document of many shapes
const document = openApi({ secure: false }) as any;
(addFormats as unknown as (to: Ajv2020) => void)(ajv);
ajv.addSchema(document, "api");

/** `GET notifications/[id]`, as routes under app/api are named by their folder, as `GET /api/notifications/{id}`. */
export const doorOf = (door: string) => door.replace(/ (?!\/)/, " /api/").replace(/\[(\w+)\]/g, "{$1}");

/** What the OpenAPI document does not foresee in an answer; null when it describes it whole. */
export function undescribed(door: string, { status, headers, body }: RouteAnswer): string | null {
  const [method = "", path = ""] = doorOf(door).split(" ");
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) return `${method} ${path} is not described`;
  const answer = operation.responses[status];
  if (!answer) return `${method} ${path} does not describe ${status}`;
  if (!answer.content) return body === null ? null : `${method} ${path} describes no body for ${status}`;
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  const content = answer.content[type];
  if (!content) return `${method} ${path} does not describe ${type || "an answer without type"} for ${status}`;
  const fits = ajv.compile(content.schema.$ref ? { $ref: `api${content.schema.$ref}` } : content.schema);
  return fits(body) ? null : ajv.errorsText(fits.errors);
}
