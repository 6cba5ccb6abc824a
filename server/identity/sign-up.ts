import { RateLimiterMemory } from "rate-limiter-flexible";
import { type NewAccount, newAccount } from "../contract/account";
import { AppError } from "../errors";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import type { Account } from "./find-account";
import { hashPassword } from "./hash-password";
import { consume } from "./limit-writes";
import { networkOf } from "./network-of";
import { perRuntime } from "./per-runtime";
import { setDisplayName } from "./set-display-name";
import { type SigningDevice, startSession } from "./start-session";
import { defaultName } from "./viewer";

const limit = perRuntime("sign-ups", () => new RateLimiterMemory({ points: 100, duration: 60 * 60 }));

/** Makes an account in GraphSpace's own table and opens a session; 409 when the e-mail has one already. */
export async function signUp(
  runtime: Runtime,
  input: NewAccount,
  device: SigningDevice,
): Promise<{ token: string; account: Account }> {
  const { email, password, name } = parse(newAccount, input);
  await consume(limit(runtime), networkOf(device.address));
  const taken = () => new AppError(409, "There is an account with this e-mail already; sign in instead.");
  const [known] = await runtime.db.within((sql) => sql`select from public."user" where email = ${email}`);
  if (known) throw taken();
  const passwordHash = await hashPassword(runtime, password);
  return runtime.db.transaction(async (sql) => {
    // GraphSpace's times carry no zone and are UTC; its columns have no defaults everywhere.
    const [row] = await sql<{ id: number }[]>`
      insert into public."user" (email, password, is_admin, created_at, updated_at)
      values (${email}, ${passwordHash}, 0, now() at time zone 'utc', now() at time zone 'utc')
      on conflict (email) do nothing returning id`;
    if (!row) throw taken();
    const displayName = name ?? defaultName(email);
    await setDisplayName(sql, row.id, displayName);
    const account = { userId: row.id, email, name: displayName, admin: false, passwordHash };
    return { token: await startSession(runtime, sql, account, device), account };
  });
}
