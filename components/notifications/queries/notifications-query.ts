import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import { ownTimeZone } from "@/components/ui/own-time-zone";
import type { NotificationPage } from "@/server/contract/api";

export type NotificationList = InfiniteData<NotificationPage, string | null>;

/** The key under which every list lies, whatever its query. */
export const listsKey = ["notifications", "list"] as const;

/** What came back from a snooze and is not read yet, however long ago it arrived: the Inbox's "Back" section. */
export const wokenList = "is:woken";

/**
 * The list for one query of the query language, newest first, page by page.
 * Nothing refetches it behind the reader's back: live updates mend it in place, arrivals wait behind a pill.
 */
export const notificationsQuery = ({ query }: { query: string }) =>
  infiniteQueryOptions({
    queryKey: [...listsKey, query],
    queryFn: ({ pageParam, signal }) => fetchPage(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 5 * 60_000,
  });

export const fetchPage = (query: string, cursor: string | null, signal?: AbortSignal) => {
  const search = new URLSearchParams({ timeZone: ownTimeZone() });
  if (query) search.set("query", query);
  if (cursor) search.set("cursor", cursor);
  return api<NotificationPage>(`/api/notifications?${search}`, { signal });
};
