import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { tooMany } from "../errors";
import type { Runtime } from "../runtime";
import { perRuntime } from "./per-runtime";

/** Generous for a person with several tabs, tight for a script that runs away. */
export const writesPerMinute = 600;

const limiters = perRuntime("writes", () => new Map<number, RateLimiterMemory>());

/** Counts one write of a person or, of nobody known, an address. Throws 429 past `perMinute`. */
export function limitWrites(runtime: Runtime, who: string, perMinute = writesPerMinute): Promise<void> {
  const made = limiters(runtime);
  const limiter = made.get(perMinute) ?? new RateLimiterMemory({ points: perMinute, duration: 60 });
  made.set(perMinute, limiter);
  return consume(limiter, who);
}

/** Counts one attempt against a limit; throws the 429 that says when to come back. */
export async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    throw refused;
  }
}
