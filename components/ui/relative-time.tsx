"use client";
import { createContext, startTransition, use } from "react";
import { ownTimeZone } from "./own-time-zone";
import { relativeTime } from "./relative-time-text";
import { useBrowserValue } from "./use-browser-value";

/** The server's clock at rendering, in ms, and the zone whose days it showed. */
export const RenderedContext = createContext({ now: 0, timeZone: "UTC" });

type Clock = { now: number; timeZone: string };

const tickMs = 20_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  startTransition(() => {
    for (const listener of listeners) listener();
  });
}

/** One clock for all times on the page; it stands still while the tab is hidden. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(() => document.hidden || tick(), tickMs);
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

/** The server's clock will do for a moment, if it shows this reader's days. */
function readClock(before: Clock): Clock {
  const now = Date.now();
  const timeZone = ownTimeZone();
  return before.timeZone === timeZone && Math.abs(now - before.now) < tickMs / 2 ? before : { now, timeZone };
}

/**
 * "12 min", "3 h", "5 d", then the date. The first render uses the server's clock and zone on both
 * sides, so hydration never differs; the exact time shows on hover (TooltipLayer reads `datetime`).
 */
export function RelativeTime({ iso, className }: { iso: string; className?: string }) {
  const { now, timeZone } = useBrowserValue<Clock>(use(RenderedContext), readClock, subscribe);
  return (
    <time dateTime={iso} className={className}>
      {relativeTime(Date.parse(iso), now, timeZone)}
    </time>
  );
}
