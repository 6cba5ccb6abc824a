import { useCallback } from "react";
import { useBrowserValue } from "@/components/ui/use-browser-value";

/** Whether a media query holds; null on the server and until a moment after hydration: nobody knows yet. */
export function useMedia(query: string): boolean | null {
  const read = useCallback(() => window.matchMedia(query).matches, [query]);
  const watch = useCallback(
    (look: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", look);
      return () => media.removeEventListener("change", look);
    },
    [query],
  );
  return useBrowserValue<boolean | null>(null, read, watch);
}

/** Whether fingers point. */
export const useTouch = () => useMedia("(pointer: coarse)") === true;
