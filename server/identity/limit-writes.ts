import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { tooMany } from "../errors";
import type { Runtime } from "../runtime";
import { perRuntime } from "./per-runtime";

/** Generous for a person with several tabs, tight for a script that runs away. */
const writes = perRuntime("writes", () => new RateLimiterMemory({ points: 600, duration: 60 }));

/** Counts one write of a person or, of nobody known, an address. Throws 429 past the limit. */
export const limitWrites = (runtime: Runtime, who: string): Promise<void> => consume(writes(runtime), who);

/** Counts one attempt against a limit; throws the 429 that says when to come back. */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    throw refused;
  }
}
