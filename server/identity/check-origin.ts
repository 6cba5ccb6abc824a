import type { Config } from "../config";
import { forbidden } from "../errors";

/**
 * Refuses a write that another site's page may have caused. Browsers say where a write comes from (Origin,
 * Sec-Fetch-Site); a request that says nothing is not a browser's, so nobody's cookie was borrowed.
 */
export function checkOrigin({ baseUrl }: Pick<Config, "baseUrl">, headers: Headers): void {
  if (headers.get("sec-fetch-site") === "same-origin") return;
  const origin = headers.get("origin");
  const fromElsewhere = origin !== null ? origin !== new URL(baseUrl).origin : headers.has("sec-fetch-site");
  if (fromElsewhere) throw forbidden("This request comes from another site; open GraphSpace and try again there.");
}
