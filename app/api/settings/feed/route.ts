import { respond } from "@/app/api/respond";
import type { FeedLinkAnswer } from "@/server/contract/feed-link";
import { forbidden } from "@/server/errors";
import { createFeedLink, readFeedLink, revokeFeedLink } from "@/server/identity/feed-link";

export const GET = respond(
  { auth: "viewer" },
  async ({ runtime, viewer }): Promise<FeedLinkAnswer> => ({ feed: await readFeedLink(runtime, viewer) }),
);

/** A link outlives the proof that it was asked for with, so a host's short-lived token makes none. */
export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer }) => {
  if (viewer.via !== "session") throw forbidden("Sign in on GraphSpace itself to make a feed link.");
  return Response.json(await createFeedLink(runtime, viewer), { status: 201 });
});

export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer }) => {
  await revokeFeedLink(runtime, viewer);
  return new Response(null, { status: 204 });
});
