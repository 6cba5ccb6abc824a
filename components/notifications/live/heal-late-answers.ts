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
  let lastPush = Number.NEGATIVE_INFINITY;
  const stop = client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.query.queryKey[0] !== "notifications") return;
    if (event.action.type === "fetch") asked.set(event.query.queryHash, performance.now());
    if (event.action.type !== "success" || event.action.manual) return;
    // One that was under way before this listened is older than any push.
    const since = asked.get(event.query.queryHash) ?? 0;
    asked.delete(event.query.queryHash);
    const snapshot = snapshotOf(event.query.state.data);
    if (lastPush >= since && snapshot !== undefined) catchUp(snapshot);
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
