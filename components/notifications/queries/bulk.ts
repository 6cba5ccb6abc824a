import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { BulkAnswer, BulkRequest, NotificationPatch } from "@/server/contract/api";
import { countsQuery } from "./counts-query";
import { type Before, patchCached, restoreCached } from "./mark-notification";
import { notificationsQuery, wokenList } from "./notifications-query";
import { refetchOvertaken } from "./refetch-overtaken";

const patches: Record<Exclude<BulkRequest["action"], "snooze">, NotificationPatch> = {
  read: { read: true },
  unread: { read: false },
  archive: { archived: true },
  unarchive: { archived: false },
  save: { saved: true },
  unsave: { saved: false },
};

/** The change of one row that a bulk action makes. */
export const patchOf = (request: BulkRequest): NotificationPatch =>
  request.action === "snooze" ? { snoozedUntil: request.snoozedUntil } : patches[request.action];

/**
 * An action on the given ids, or on all that match a query as far as the list's snapshot saw it. Shown at once,
 * taken back if the server says no; `before` is what useUndo needs to show the undoing at once too.
 */
export function startBulk(client: QueryClient, request: BulkRequest): { before: Before; answer: Promise<BulkAnswer> } {
  const before = patchCached(client, request.ids ?? loadedIds(client, request.query ?? ""), patchOf(request));
  const sent = Date.now();
  const answer = api<BulkAnswer>("/api/notifications/bulk", { method: "POST", body: request });
  answer.then(
    ({ counts }) => {
      client.setQueryData(countsQuery().queryKey, counts);
      refetchOvertaken(client, sent);
    },
    () => restoreCached(client, before),
  );
  return { before, answer };
}

/** The same as a mutation, for those who show that it runs or failed. */
export function useBulk() {
  const client = useQueryClient();
  return useMutation({ mutationFn: (request: BulkRequest) => startBulk(client, request).answer });
}

/** Undoes a bulk action, shown at once from what the rows were before. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ undoToken }: { undoToken: string; before?: Before }) =>
      api<Partial<BulkAnswer>>("/api/notifications/undo", { method: "POST", body: { undoToken } }),
    onSuccess: ({ counts }, { before }) => {
      if (before) restoreCached(client, before);
      if (counts) client.setQueryData(countsQuery().queryKey, counts);
      else void client.invalidateQueries({ queryKey: countsQuery().queryKey });
    },
  });
}

/** What is loaded for a query; beside the Inbox stands what woke. */
const loadedIds = (client: QueryClient, query: string): string[] =>
  (query === "" ? [query, wokenList] : [query]).flatMap(
    (each) =>
      client
        .getQueryData(notificationsQuery({ query: each }).queryKey)
        ?.pages.flatMap((page) => page.notifications.map((row) => row.id)) ?? [],
  );
