import type { Config } from "../config";
import { forbidden } from "../errors";

/**
 * Refuses a write that another site's page may have caused. Browsers say where a write comes from (Origin,
 * Sec-Fetch-Site); a request that says nothing is not a browser's, so nobody's cookie was borrowed.
 */
export function checkOrigin({ origins }: Pick<Config, "origins">, headers: Headers): void {
  if (headers.get("sec-fetch-site") === "same-origin") return;
  const origin = headers.get("origin");
  const fromElsewhere = origin !== null ? !origins.has(origin) : headers.has("sec-fetch-site");
  if (fromElsewhere) throw forbidden("This request comes from another site; open GraphSpace and try again there.");
}
