"use client";
import { useState } from "react";
import type { CreatedFeedLink, FeedLink } from "@/server/contract/feed-link";
import { api } from "../api";
import { Button } from "../ui/button";
import { RelativeTime } from "../ui/relative-time";
import { OutcomeLine } from "./outcome";
import { Section } from "./section";
import { useAction } from "./use-action";

/** The inbox for a feed reader: one secret link, shown when it is made, ended at any time. */
export function FeedSection({ feed: given }: { feed: FeedLink | null }) {
  const [feed, setFeed] = useState(given);
  const [url, setUrl] = useState<string | null>(null);
  const { pending, outcome, run } = useAction();
  const make = () =>
    run(async () => {
      const made = await api<CreatedFeedLink>("/api/settings/feed", { method: "POST" });
      setFeed(made);
      setUrl(made.url);
    }, null);
  const end = () =>
    run(async () => {
      await api("/api/settings/feed", { method: "DELETE" });
      setFeed(null);
      setUrl(null);
    }, "The link is ended. Whoever had it reads nothing more.");
  return (
    <Section
      title="Feed"
      lead="Your notifications in a feed reader (Atom), by a secret link that needs no sign-in. Reading it there marks nothing read here. Another password ends the link."
    >
      {url && (
        <div role="status" className="rounded-t-lg border-b border-line bg-accent-soft px-5 py-4">
          <p className="font-medium">Copy your link now: it is not shown again.</p>
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <code className="rounded-sm bg-surface px-2 py-1 font-mono break-all select-all">{url}</code>
            <Button size="small" onClick={() => navigator.clipboard.writeText(url)}>
              Copy
            </Button>
          </p>
          <p className="mt-2 text-meta text-ink-2">
            Keep it to yourself. For only some, add what you would search for:{" "}
            <code className="font-mono">?query=is:unread</code>
          </p>
        </div>
      )}
      <div className="flex flex-wrap items-center gap-3 px-5 py-4">
        {feed && (
          <p className="mr-auto text-ink-2">
            Link made <RelativeTime iso={feed.createdAt} />,{" "}
            {feed.lastUsedAt ? (
              <>
                last used <RelativeTime iso={feed.lastUsedAt} />
              </>
            ) : (
              "never used"
            )}
          </p>
        )}
        <Button disabled={pending} onClick={make}>
          {feed ? "Make a new link" : "Make a link"}
        </Button>
        {feed && (
          <Button look="danger" disabled={pending} onClick={end}>
            End the link
          </Button>
        )}
        <OutcomeLine outcome={outcome} />
      </div>
    </Section>
  );
}
