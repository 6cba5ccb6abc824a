import { use, useSyncExternalStore } from "react";
import { RenderedContext } from "@/components/ui/relative-time";

const subscribe = (listener: () => void) => {
  const timer = setInterval(listener, 60_000);
  return () => clearInterval(timer);
};
const noon = () => new Date().setHours(12, 0, 0, 0);

/** A time of the reader's day, for day headings. The first render uses the server's clock and zone, so hydration never differs. */
export function useToday(): { now: number; timeZone: string | undefined } {
  const rendered = use(RenderedContext);
  const now = useSyncExternalStore(subscribe, noon, () => rendered.now);
  const timeZone = useSyncExternalStore(
    subscribe,
    () => undefined,
    () => rendered.timeZone,
  );
  return { now, timeZone };
}
