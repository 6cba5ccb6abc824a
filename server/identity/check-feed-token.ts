import { RateLimiterMemory } from "rate-limiter-flexible";
import { notFound } from "../errors";
import type { Runtime } from "../runtime";
import { consume } from "./limit-writes";
import { networkOf } from "./network-of";
import { perRuntime } from "./per-runtime";
import { passwordMark, tokenHash } from "./secrets";

const limits = perRuntime("feeds", () => ({
  /** Readers ask every few minutes; several may share one link. */
  link: new RateLimiterMemory({ points: 60, duration: 10 * 60 }),
  /** Links that are nobody's: services that read many people's feeds come from few addresses, and are right. */
  wrong: new RateLimiterMemory({ points: 60, duration: 10 * 60 }),
}));

export type FeedReader = {
  userId: number;
  /** Names the feed to readers, also after a new link. */
  feedId: string;
};

/** Whose feed a secret link is; throws 404 for none, or one older than the password, and 429 past 60 requests in ten minutes. */
export async function checkFeedToken(runtime: Runtime, token: string, address: string): Promise<FeedReader> {
  const { link, wrong } = limits(runtime);
  const hash = tokenHash(token);
  const [row] = await runtime.db.within(
    (sql) => sql<(FeedReader & { stale: boolean; passwordMark: string; password: string })[]>`
      select f.user_id as "userId", f.id as "feedId", f.password_mark as "passwordMark", u.password,
        coalesce(f.last_used_at < now() - interval '10 minutes', true) as stale
      from auth.feed_link f join public."user" u on u.id = f.user_id
      where f.token_hash = ${hash}`,
  );
  if (!row || row.passwordMark !== passwordMark(runtime.secret, row.password)) {
    await consume(wrong, networkOf(address));
    throw notFound();
  }
  // Only now: what anybody may make up is not worth remembering.
  await consume(link, hash);
  if (row.stale)
    await runtime.db.within((sql) => sql`update auth.feed_link set last_used_at = now() where user_id = ${row.userId}`);
  return { userId: row.userId, feedId: row.feedId };
}
