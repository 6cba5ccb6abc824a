import { z } from "zod";

/** A person's feed as its settings show it; the link itself is nowhere but in the answer that makes it. */
export const feedLink = z.object({ createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable() });
export type FeedLink = z.infer<typeof feedLink>;

export const feedLinkAnswer = z.object({ feed: feedLink.nullable() });
export type FeedLinkAnswer = z.infer<typeof feedLinkAnswer>;

export const createdFeedLink = feedLink.extend({
  /** Secret: whoever has it reads the inbox's titles. Takes `?query=`. */
  url: z.url(),
});
export type CreatedFeedLink = z.infer<typeof createdFeedLink>;
