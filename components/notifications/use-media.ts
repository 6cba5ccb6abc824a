import { startTransition, useCallback, useEffect, useState, useSyncExternalStore } from "react";

/** Whether a media query holds; false on the server and until hydrated. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

/** False on the server and in the first render, true once scripts run. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );

/** Whether fingers point; true a moment after hydration, for what is dear to draw: a phone answers meanwhile. */
export function useTouch(): boolean {
  const [touch, setTouch] = useState(false);
  useEffect(() => {
    const media = window.matchMedia("(pointer: coarse)");
    const look = () => startTransition(() => setTouch(media.matches));
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, []);
  return touch;
}
