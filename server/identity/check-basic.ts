import { createHmac, randomBytes } from "node:crypto";
import { AppError } from "../errors";
import type { Runtime } from "../runtime";
import { checkPassword } from "./check-password";
import { findAccount, viewerFrom } from "./find-account";
import { perRuntime } from "./per-runtime";
import type { Viewer } from "./viewer";

/** How long a success spares the next request its hash. */
const rememberMs = 5 * 60_000;
const maxRemembered = 10_000;

/** Keys are HMACs bound to the stored hash, so a changed password is a miss at once; nothing leads back to one. */
const successes = perRuntime("basic", () => ({
  key: randomBytes(32),
  until: new Map<string, number>(),
  checking: new Map<string, Promise<boolean>>(),
}));

/** The viewer whom an `Authorization: Basic` header names; throws 401, or 429 past the limits. */
export async function checkBasic(runtime: Runtime, authorization: string, address: string): Promise<Viewer> {
  const wrong = () => new AppError(401, "The user name or the password is not right.");
  const decoded = Buffer.from(authorization.replace(/^basic\s+/i, ""), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  if (colon < 1 || decoded.length > 1300) throw wrong();
  const email = decoded.slice(0, colon);
  const password = decoded.slice(colon + 1);

  const { key, until, checking } = successes(runtime);
  const account = await findAccount(runtime.db, email);
  const mark = createHmac("sha256", key)
    .update(JSON.stringify([email, password, account?.passwordHash ?? null]))
    .digest("base64url");
  if (account && (until.get(mark) ?? 0) > Date.now()) return viewerFrom(account, "basic");

  // Requests that arrive together with the same credentials share one check.
  let check = checking.get(mark);
  if (!check) {
    check = checkPassword(runtime, { email, password, address }).then((fitting) => fitting !== null);
    checking.set(mark, check);
    check.catch(() => {}).finally(() => checking.delete(mark));
  }
  if (!(await check) || !account) throw wrong();
  until.delete(mark);
  until.set(mark, Date.now() + rememberMs);
  const oldest = until.keys().next().value;
  if (until.size > maxRemembered && oldest !== undefined) until.delete(oldest);
  return viewerFrom(account, "basic");
}
