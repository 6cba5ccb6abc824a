import { CheckCheck, SearchX } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import type { NotificationPage } from "@/server/contract/api";

const plain: Record<string, { title: string; next: string }> = {
  "": {
    title: "You're all caught up",
    next: "What happens to your graphs, in your groups and to what you watch will stand here.",
  },
  "is:unread": { title: "You're all caught up", next: "Everything in your inbox is read." },
  "is:saved": {
    title: "Nothing saved",
    next: "Save a notification to keep it at hand. It stays until you take it out.",
  },
  "is:snoozed": {
    title: "Nothing snoozed",
    next: "Snooze a notification, and it comes back on top of your inbox at its time.",
  },
  "is:archived": { title: "Nothing archived", next: "Archived notifications stay findable here." },
};

/** Nothing to show: because all is done, or because nothing fits the query. These are different. */
export function EmptyList({
  query,
  unknown = [],
  onClear,
}: {
  query: string;
  unknown?: NotificationPage["unknown"];
  onClear: () => void;
}) {
  const view = plain[query.trim()];
  if (view)
    return (
      <EmptyState
        icon={<Icon of={CheckCheck} />}
        title={view.title}
        action={
          query === "" ? (
            <Link href="/graphs" prefetch={false} className={buttonClass()}>
              Browse graphs
            </Link>
          ) : undefined
        }
      >
        {view.next}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<Icon of={SearchX} />}
      title="No match"
      action={
        <a
          href="/notifications"
          onClick={(event) => {
            event.preventDefault();
            onClear();
          }}
          className={buttonClass()}
        >
          Clear filters
        </a>
      }
    >
      {unknown.length > 0 ? (
        unknown.map(({ key, value, message }) => (
          <span key={`${key}:${value}`} className="block break-words">
            {message}
          </span>
        ))
      ) : (
        <>
          No notification fits <span className="font-mono break-words">{query}</span>. Fewer words or filters find more;{" "}
          <span className="font-mono">is:all</span> looks in the archive too.
        </>
      )}
    </EmptyState>
  );
}
