import { isIP } from "node:net";
import type { Runtime } from "../runtime";
import { perRuntime } from "./per-runtime";

const maxRemembered = 10_000;
const remembered = perRuntime("places", () => new Set<string>());
const keyOf = (email: string, address: string) => `${email}\0${address}`;

/** Whether somebody is signed in to the account from this address, or was right about its password there before. */
export async function isKnownPlace(runtime: Runtime, email: string, address: string): Promise<boolean> {
  if (remembered(runtime).has(keyOf(email, address))) return true;
  if (!isIP(address) || email.includes("\0")) return false;
  const [session] = await runtime.db.within(
    (sql) => sql`
      select from auth.session s join public."user" u on u.id = s.user_id
      where u.email = ${email} and s.address = ${address}::inet and s.expires_at > now() limit 1`,
  );
  return session !== undefined;
}

/** The password was right: from here this address is one of the account's own. */
export function rememberPlace(runtime: Runtime, email: string, address: string): void {
  const places = remembered(runtime);
  places.delete(keyOf(email, address));
  places.add(keyOf(email, address));
  const [oldest] = places;
  if (places.size > maxRemembered && oldest !== undefined) places.delete(oldest);
}
