import { useEffect } from "react";

/** Calls back when the browser has nothing better to do, within three seconds. Returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  // Safari has no idle callbacks.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, 500);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: 3000 });
  return () => cancelIdleCallback(handle);
}

/** Fetches code that is wanted before anybody asks for it, but not as part of the page's first load. */
export const usePreloadWhenIdle = (preload: () => Promise<unknown>) =>
  useEffect(() => whenIdle(() => void preload().catch(() => {})), [preload]);
