import type { QueryClient } from "@tanstack/react-query";
import type { NotificationPage } from "@/server/contract/api";
import type { NotificationList } from "../queries/notifications-query";

/**
 * An answer that was read before a push, but arrives after it, would bring the old state back. Asks `catchUp` for
 * what changed since such an answer was read.
 * @returns `pushed`, to be called with every push, and `stop`
 */
export function healLateAnswers(client: QueryClient, catchUp: (snapshot: string) => void) {
  const asked = new Map<string, number>();
  let lastPush = 0;
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.query.queryKey[0] !== "notifications") return;
    if (event.action.type === "fetch") asked.set(event.query.queryHash, performance.now());
    if (event.action.type !== "success" || event.action.manual) return;
    const since = asked.get(event.query.queryHash);
    asked.delete(event.query.queryHash);
    const snapshot = snapshotOf(event.query.state.data);
    if (since !== undefined && lastPush >= since && snapshot !== undefined) catchUp(snapshot);
  });
  return {
    pushed: () => {
      lastPush = performance.now();
    },
    stop,
  };
}

function snapshotOf(data: unknown): string | undefined {
  const { pages, snapshot } = data as Partial<NotificationList> & Partial<NotificationPage>;
  return pages?.at(-1)?.snapshot ?? snapshot;
}
