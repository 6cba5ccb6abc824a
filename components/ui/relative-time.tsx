"use client";
import { createContext, use, useSyncExternalStore } from "react";
import { relativeTime } from "./relative-time-text";

/** The server's clock at rendering, in ms, and the zone whose days it showed. */
export const RenderedContext = createContext({ now: 0, timeZone: "UTC" });

const tickMs = 20_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

/** One clock for all times on the page; it stands still while the tab is hidden. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = Date.now();
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
function readNow() {
  if (now === 0) now = Date.now();
  return now;
}

/**
 * "12 min", "3 h", "5 d", then the date. The first render uses the server's clock and zone on both
 * sides, so hydration never differs; the exact time shows on hover (TooltipLayer reads `datetime`).
 */
export function RelativeTime({ iso, className }: { iso: string; className?: string }) {
  const rendered = use(RenderedContext);
  const current = useSyncExternalStore(subscribe, readNow, () => rendered.now);
  const zone = useSyncExternalStore(
    () => () => {},
    () => undefined,
    () => rendered.timeZone,
  );
  return (
    <time dateTime={iso} className={className}>
      {relativeTime(Date.parse(iso), current, zone)}
    </time>
  );
}
