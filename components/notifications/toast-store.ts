import { useEffect, useState } from "react";
import type { Notification } from "@/server/contract/notification";
import { clientId } from "../client-id";

export const maxToasts = 3;

/** `shown` newest first; `more` are summed up in one line; `summary` counts what came while this tab was away. */
export type Toasts = { shown: readonly Notification[]; more: ReadonlySet<string>; summary: number };

const none: Toasts = { shown: [], more: new Set(), summary: 0 };
let toasts = none;
let held = false;
let muted = false;
const listeners = new Set<() => void>();

function set(next: Toasts) {
  toasts = next.shown.length === 0 && next.summary === 0 ? none : next;
  for (const listener of listeners) listener();
}

/**
 * Shows new notifications as toasts; whoever calls has decided that this tab is the one to speak. What is read
 * already, or was caused by this very tab, stays quiet. `summary` (after a reconnect) says only how many came.
 */
export function showArrivals(notifications: readonly Notification[], { summary = false } = {}): void {
  if (muted) return;
  const known = new Set([...toasts.shown.map(({ id }) => id), ...toasts.more]);
  const fresh = notifications.filter(
    ({ id, read, clientId: cause }) => !read && !known.has(id) && cause !== clientId(),
  );
  if (fresh.length === 0) return;
  if (summary && fresh.length > 1) {
    set({ ...toasts, summary: toasts.summary + fresh.length });
    return;
  }
  const newest = [...fresh].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
  // While somebody points at a toast nothing moves: what comes goes below, or is only counted.
  const all = held ? [...toasts.shown, ...newest] : [...newest, ...toasts.shown];
  const more = new Set([...toasts.more, ...all.slice(maxToasts).map(({ id }) => id)]);
  set({ ...toasts, shown: all.slice(0, maxToasts), more });
}

/** Closes the toasts of what was read, archived or lost meanwhile, wherever that happened. */
export function closeToasts(ids: Iterable<string>): void {
  const gone = new Set(ids);
  if (![...toasts.shown.map(({ id }) => id), ...toasts.more].some((id) => gone.has(id))) return;
  set({
    ...toasts,
    shown: toasts.shown.filter(({ id }) => !gone.has(id)),
    more: new Set([...toasts.more].filter((id) => !gone.has(id))),
  });
}

export const closeSummary = (): void => set({ ...toasts, summary: 0 });
export const closeAllToasts = (): void => set(none);

/** While the bell's panel is open, it shows what is new: the toasts close, and no others come. */
export function muteToasts(on: boolean): void {
  muted = on;
  if (on) closeAllToasts();
}

/** The pointer or the focus is on the stack. */
export function holdToasts(on: boolean): void {
  held = on;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const readToasts = (): Toasts => toasts;

/** None at first: a region that comes with its content inside is not read out. */
export function useToasts(): Toasts {
  const [now, setNow] = useState(none);
  useEffect(() => {
    const look = () => setNow(readToasts());
    look();
    const stop = subscribe(look);
    return () => void stop();
  }, []);
  return now;
}
