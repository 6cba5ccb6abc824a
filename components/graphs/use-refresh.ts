import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";

/** What happened is told through Kafka, so it stands in the history a moment after the write, or some. */
const againMs = [500, 2_500];

/** Fetches the page's data anew after a write, and again for what the write has told. */
export function useRefresh(): () => void {
  const router = useRouter();
  const timers = useRef<NodeJS.Timeout[]>([]);
  const stop = useCallback(() => {
    for (const timer of timers.current.splice(0)) clearTimeout(timer);
  }, []);
  useEffect(() => stop, [stop]);
  return useCallback(() => {
    stop();
    router.refresh();
    timers.current = againMs.map((ms) => setTimeout(() => router.refresh(), ms));
  }, [router, stop]);
}
