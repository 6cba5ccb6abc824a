/**
 * Which of a browser's tabs speaks: the visible one that was last looked at shows toasts; only where none is
 * visible, one hidden tab may show desktop notifications. Web Locks are shared by all tabs of an origin and freed
 * when a tab dies, so that no tab has to be asked.
 */
const visibleLock = "graphspace-visible-tab";
const hiddenLock = "graphspace-hidden-tab";

export type SpeakingTab = {
  /** "toast": this tab shows toasts. "desktop": no tab is visible and this one speaks for all. */
  role(): Promise<"toast" | "desktop" | "silent">;
  stop(): void;
};

export function createSpeakingTab(): SpeakingTab {
  const visible = () => document.visibilityState === "visible";
  if (!("locks" in navigator)) return { role: async () => (visible() ? "toast" : "silent"), stop: () => {} };

  const stopped = new AbortController();
  // Inside another site's page a browser may refuse locks: then this tab speaks for itself.
  let refused = false;
  let holdsVisible = false;
  let holdsHidden = false;
  let letGo = () => {};

  const hold = async () => {
    try {
      await navigator.locks.request(visibleLock, { steal: true }, () => {
        holdsVisible = true;
        return new Promise<void>((resolve) => {
          letGo = resolve;
        });
      });
    } catch (error) {
      // Otherwise another tab came to the front and took it.
      refused ||= error instanceof DOMException && error.name === "SecurityError";
    } finally {
      holdsVisible = false;
    }
  };
  const follow = () => {
    if (!visible()) letGo();
    else if (!holdsVisible) void hold();
  };
  follow();
  document.addEventListener("visibilitychange", follow, { signal: stopped.signal });
  window.addEventListener("focus", follow, { signal: stopped.signal });
  void navigator.locks
    .request(hiddenLock, { signal: stopped.signal }, () => {
      holdsHidden = true;
      return new Promise<void>((resolve) => stopped.signal.addEventListener("abort", () => resolve()));
    })
    .catch(() => {});

  return {
    async role() {
      if ((holdsVisible || refused) && visible()) return "toast";
      if (!holdsHidden) return "silent";
      const { held = [] } = await navigator.locks.query();
      return held.some((lock) => lock.name === visibleLock) ? "silent" : "desktop";
    },
    stop() {
      stopped.abort();
      letGo();
    },
  };
}
