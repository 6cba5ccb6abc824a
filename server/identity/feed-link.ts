import type { CreatedFeedLink, FeedLink } from "../contract/feed-link";
import { notFound } from "../errors";
import type { Runtime } from "../runtime";
import { newToken, tokenHash } from "./secrets";
import type { Viewer } from "./viewer";

type Times = { createdAt: Date; lastUsedAt: Date | null };
const shown = ({ createdAt, lastUsedAt }: Times): FeedLink => ({
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The viewer's feed, or null when they have none. */
export async function readFeedLink({ db }: Pick<Runtime, "db">, viewer: Viewer): Promise<FeedLink | null> {
  const [row] = await db.within(
    (sql) => sql<Times[]>`
      select created_at as "createdAt", last_used_at as "lastUsedAt" from auth.feed_link
      where user_id = ${viewer.userId}`,
  );
  return row ? shown(row) : null;
}

/** Makes the viewer's secret link; one they had before ends at once. The answer alone holds it. */
export async function createFeedLink(
  { db, config }: Pick<Runtime, "db" | "config">,
  viewer: Viewer,
): Promise<CreatedFeedLink> {
  const token = newToken();
  const [row] = await db.within(
    (sql) => sql<[Times]>`
      insert into auth.feed_link (user_id, token_hash) values (${viewer.userId}, ${tokenHash(token)})
      on conflict (user_id) do update
        set token_hash = excluded.token_hash, created_at = now(), last_used_at = null
      returning created_at as "createdAt", last_used_at as "lastUsedAt"`,
  );
  return { ...shown(row), url: `${config.baseUrl}/api/feed/${token}` };
}

/** Ends the viewer's link at once; 404 when there is none. */
export async function revokeFeedLink({ db }: Pick<Runtime, "db">, viewer: Viewer): Promise<void> {
  const ended = await db.within((sql) => sql`delete from auth.feed_link where user_id = ${viewer.userId} returning 1`);
  if (ended.length === 0) throw notFound();
}
