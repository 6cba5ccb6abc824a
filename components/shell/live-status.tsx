"use client";
import { type LiveStatus as Status, useLiveStatus } from "../notifications/live/live-status";
import { cx } from "../ui/class-names";

const words: Record<Status, { text: string; tip: string; mark: string }> = {
  connecting: { text: "Connecting…", tip: "Connecting for live updates", mark: "bg-ink-3" },
  live: { text: "Live", tip: "New notifications appear by themselves", mark: "bg-added" },
  reconnecting: {
    text: "Reconnecting…",
    tip: "The connection was lost. What you miss comes as soon as it is back",
    mark: "bg-watch motion-safe:animate-shimmer",
  },
  offline: {
    text: "Offline",
    tip: "This device is offline. What you miss comes as soon as it is back",
    mark: "bg-transparent ring-2 ring-inset ring-removed",
  },
};

/** The dot in the header: are updates live? Said in words too, and announced when it changes. */
export function LiveStatus() {
  const status = useLiveStatus();
  const { text, tip, mark } = words[status];
  return (
    <span
      role="status"
      data-tip={tip}
      data-live={status}
      className="flex items-center gap-2 text-meta text-ink-2 noscript:hidden"
    >
      <span aria-hidden="true" className={cx("size-[7px] rounded-full", mark)} />
      <span className={status === "connecting" ? "sr-only sm:not-sr-only" : undefined}>{text}</span>
    </span>
  );
}
