import { findAccount } from "../identity/find-account";
import { sessionCookieName } from "../identity/session-cookie";
import { startSession } from "../identity/start-session";
import type { Runtime } from "../runtime";

/** A new session of one person, without the cost of a password: the `Cookie` header that a browser would send. */
export async function signInAs(runtime: Runtime, email: string): Promise<string> {
  const account = await findAccount(runtime.db, email);
  if (!account) throw new Error(`Nobody is called ${email}; addPeople first.`);
  const device = { userAgent: "test", address: "127.0.0.1" };
  return `${sessionCookieName(runtime.config)}=${await startSession(runtime, runtime.db.sql, account, device)}`;
}
