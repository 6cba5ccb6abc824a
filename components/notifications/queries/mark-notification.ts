import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { NotificationPatch } from "@/server/contract/api";
import type { Notification, NotificationState } from "@/server/contract/notification";
import { cachedById, changeCached, newer } from "./cached-notifications";
import { countsQuery } from "./counts-query";

/** Marks one notification: shown at once, taken back if the server says no (the caller's `onError` says why). */
export function useMarkNotification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: NotificationPatch }) =>
      api<Partial<NotificationState> | undefined>(`/api/notifications/${id}`, { method: "PATCH", body: patch }),
    onMutate: ({ id, patch }) => patchCached(client, [id], patch),
    onSuccess: (state, { id }) => changeCached(client, (row) => (row.id === id ? newer(row, state) : row)),
    onError: (_error, _input, before) => before && restoreCached(client, before),
    onSettled: () => client.invalidateQueries({ queryKey: countsQuery().queryKey }),
  });
}

/** What the rows were before; hand it to restoreCached. */
export type Before = Map<string, Notification>;

/** Shows a change before the server has answered. The revision stays, so that any word from the server wins. */
export function patchCached(client: QueryClient, ids: Iterable<string>, patch: NotificationPatch): Before {
  const wanted = new Set(ids);
  const before: Before = new Map([...cachedById(client)].filter(([id]) => wanted.has(id)));
  changeCached(client, (row) => (wanted.has(row.id) ? { ...row, ...patch } : row));
  return before;
}

/** Takes a shown change back, except where the server has said something newer since. */
export function restoreCached(client: QueryClient, before: Before): void {
  changeCached(client, (row) => {
    const earlier = before.get(row.id);
    return earlier && earlier.revision === row.revision ? earlier : row;
  });
}
