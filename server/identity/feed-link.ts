import { eq } from "drizzle-orm";
import { feedLink } from "../../drizzle/schema/auth";
import type { CreatedFeedLink, FeedLink } from "../contract/feed-link";
import { orm } from "../database/orm";
import { notFound, unauthenticated } from "../errors";
import type { Runtime } from "../runtime";
import { newToken, passwordMark, tokenHash } from "./secrets";
import type { Viewer } from "./viewer";

type Times = { createdAt: Date; lastUsedAt: Date | null };
const shown = ({ createdAt, lastUsedAt }: Times): FeedLink => ({
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The viewer's feed, or null when they have none, or one that ended with their password. */
export async function readFeedLink(
  { db, secret }: Pick<Runtime, "db" | "secret">,
  viewer: Viewer,
): Promise<FeedLink | null> {
  const [row] = await db.within(
    (sql) => sql<(Times & { mark: string; password: string })[]>`
      select f.created_at as "createdAt", f.last_used_at as "lastUsedAt", f.password_mark as mark, u.password
      from auth.feed_link f join public."user" u on u.id = f.user_id where f.user_id = ${viewer.userId}`,
  );
  return row?.mark === passwordMark(secret, row?.password ?? "") ? shown(row) : null;
}

/** Makes a signed-in viewer's secret link; one they had before ends at once. The answer alone holds it. */
export async function createFeedLink(
  { db, config }: Pick<Runtime, "db" | "config">,
  viewer: Viewer,
): Promise<CreatedFeedLink> {
  const token = newToken();
  const [row] = await db.within(
    (sql) => sql<Times[]>`
      insert into auth.feed_link (user_id, token_hash, password_mark)
      select user_id, ${tokenHash(token)}, password_mark from auth.session where id = ${viewer.sessionId}
      on conflict (user_id) do update
        set token_hash = excluded.token_hash, password_mark = excluded.password_mark, created_at = now(),
          last_used_at = null
      returning created_at as "createdAt", last_used_at as "lastUsedAt"`,
  );
  if (!row) throw unauthenticated();
  return { ...shown(row), url: `${config.baseUrl}/api/feed/${token}` };
}

/** Ends the viewer's link at once; 404 when there is none. */
export async function revokeFeedLink({ db }: Pick<Runtime, "db">, viewer: Viewer): Promise<void> {
  const ended = await db.within((sql) => orm(sql).delete(feedLink).where(eq(feedLink.userId, viewer.userId)));
  if (ended.count === 0) throw notFound();
}
