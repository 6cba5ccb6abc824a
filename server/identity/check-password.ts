import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Runtime } from "../runtime";
import { type Account, findAccount } from "./find-account";
import { passwordFits } from "./hash-password";
import { isKnownPlace, rememberPlace } from "./is-known-place";
import { consume } from "./limit-writes";
import { networkOf } from "./network-of";
import { perRuntime } from "./per-runtime";
import type { Viewer } from "./viewer";

const duration = 15 * 60;
const limits = perRuntime("passwords", () => ({
  /** One address (of IPv6 its network), on whatever account. */
  network: new RateLimiterMemory({ points: 100, duration }),
  /** One account from one place: an address, or a device that is signed in to it. */
  place: new RateLimiterMemory({ points: 20, duration }),
  /** One account from all strange places together; past it they share a slow lane, and its own people do not. */
  strangers: new RateLimiterMemory({ points: 100, duration }),
  slowLane: new RateLimiterMemory({ points: 1, duration: 10 }),
}));

export type PasswordAttempt = {
  email: string;
  password: string;
  address: string;
  /** Who is signed in on that device already. */
  viewer?: Viewer | null;
};

/**
 * The account that an e-mail and a password open, or null. Attempts are counted before anything is hashed (429); one
 * that fits gives its points back. Nobody can lock another out: what strangers do wrong only slows strangers down.
 * Unknown people take as long as known ones.
 */
export async function checkPassword(runtime: Runtime, attempt: PasswordAttempt): Promise<Account | null> {
  const giveBack = await count(runtime, attempt);
  const account = await findAccount(runtime.db, attempt.email);
  if (!(await passwordFits(runtime, attempt.password, account?.passwordHash ?? null))) return null;
  await giveBack();
  rememberPlace(runtime, attempt.email, attempt.address);
  return account;
}

/** Counts one attempt, or throws the 429. Resolves to what takes it back. */
async function count(runtime: Runtime, { email, address, viewer }: PasswordAttempt): Promise<() => Promise<unknown>> {
  const limiters = limits(runtime);
  const network = networkOf(address);
  await consume(limiters.network, network);
  const device = viewer?.sessionId && viewer.email === email ? viewer.sessionId : null;
  const place = `${email}\0${device ?? network}`;
  await consume(limiters.place, place);
  const strange = !device && !(await isKnownPlace(runtime, email, address));
  if (strange && !(await hasRoom(limiters.strangers, email))) await consume(limiters.slowLane, email);
  return () =>
    Promise.all([
      limiters.network.reward(network),
      limiters.place.reward(place),
      strange && limiters.strangers.reward(email),
    ]);
}

const hasRoom = (limiter: RateLimiterMemory, key: string) =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );
