import type { QueryClient } from "@tanstack/react-query";
import { listsKey } from "./notifications-query";

/**
 * A view that was opened while a change was on its way may have been read before it: asked again, it has it. Lists
 * from before the change are mended in place and stay as they are.
 * @param since when the change was sent, in ms
 */
export function refetchOvertaken(client: QueryClient, since: number): void {
  void client.invalidateQueries({
    queryKey: listsKey,
    predicate: ({ state }) =>
      state.dataUpdatedAt > since || (state.data === undefined && state.fetchStatus === "fetching"),
  });
}
