import type { QueryClient } from "@tanstack/react-query";
import { listsKey, type NotificationList } from "./notifications-query";

/** Where the oldest list of the cache stands: who goes on from there misses nothing of what is shown. */
export function oldestSnapshot(client: QueryClient): string | undefined {
  const lists = client
    .getQueryCache()
    .findAll({ queryKey: listsKey })
    .filter((query) => query.state.data !== undefined)
    .sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
  return (lists[0]?.state.data as NotificationList | undefined)?.pages[0]?.snapshot;
}
