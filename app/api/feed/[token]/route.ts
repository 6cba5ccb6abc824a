import { createHash } from "node:crypto";
import { readListRequest } from "@/app/api/notifications/read-list-request";
import { respond } from "@/app/api/respond";
import { checkFeedToken } from "@/server/identity/check-feed-token";
import { listNotifications } from "@/server/inbox/list-notifications";
import { composeFeed } from "./compose-feed";

/** A person's notifications for a feed reader. The link is the proof: no session, and nothing can be changed by it. */
export const GET = respond({ auth: "anyone" }, async ({ runtime, request, params, search, address }) => {
  const { userId, feedId } = await checkFeedToken(runtime, params.token ?? "", address);
  const { notifications } = await listNotifications(runtime.db, userId, readListRequest(search));
  const { baseUrl } = runtime.config;
  const { pathname, search: given } = new URL(request.url);
  const query = search.getAll("query").join(" ");
  const feed = composeFeed({ notifications, feedId, query, baseUrl, self: `${baseUrl}${pathname}${given}` });
  const etag = `"${createHash("sha256").update(feed).digest("base64url")}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex" };
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return new Response(feed, { headers: { ...headers, "Content-Type": "application/atom+xml; charset=utf-8" } });
});

/** RFC 9110, 13.1.2: any of a list, weak ones too (a proxy that compresses makes them so). */
const matches = (given: string | null, etag: string) =>
  (given ?? "").split(",").some((each) => ["*", etag].includes(each.trim().replace(/^W\//, "")));
