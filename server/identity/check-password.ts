import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Runtime } from "../runtime";
import { type Account, findAccount } from "./find-account";
import { passwordFits } from "./hash-password";
import { consume } from "./limit-writes";
import { perRuntime } from "./per-runtime";

const limits = perRuntime("passwords", () => ({
  account: new RateLimiterMemory({ points: 20, duration: 15 * 60 }),
  address: new RateLimiterMemory({ points: 100, duration: 15 * 60 }),
}));

export type PasswordAttempt = { email: string; password: string; address: string };

/**
 * The account that an e-mail and a password open, or null. Attempts are counted, per address and per account,
 * before anything is hashed (429); one that fits gives its points back. Unknown people take as long as known ones.
 */
export async function checkPassword(runtime: Runtime, attempt: PasswordAttempt): Promise<Account | null> {
  const { account: perAccount, address: perAddress } = limits(runtime);
  await consume(perAddress, attempt.address);
  await consume(perAccount, attempt.email);
  const account = await findAccount(runtime.db, attempt.email);
  if (!(await passwordFits(runtime, attempt.password, account?.passwordHash ?? null))) return null;
  await Promise.all([perAddress.reward(attempt.address), perAccount.reward(attempt.email)]);
  return account;
}
