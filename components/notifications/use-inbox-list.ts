import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { use, useCallback, useEffect, useMemo } from "react";
import { ownTimeZone } from "@/components/ui/own-time-zone";
import { RenderedContext } from "@/components/ui/relative-time";
import type { Notification } from "@/server/contract/notification";
import { filterOfQuery } from "@/server/contract/query-filter";
import { isNewer } from "./arrange-rows";
import { forgetArrivals, showArrivals } from "./queries/arrivals";
import { arrivalsQuery } from "./queries/arrivals-query";
import { fetchPage, notificationsQuery, wokenList } from "./queries/notifications-query";
import { useLeaving } from "./use-leaving";
import { belongs, type Place } from "./views";

const none: Notification[] = [];

/** The first page came with another zone's days (a browser that has not been here): its dates are asked for again. */
function useOwnDays(query: string, refetch: () => unknown): void {
  const rendered = use(RenderedContext).timeZone;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked for later has the right zone
  useEffect(() => {
    const { since, until } = filterOfQuery(query).filter;
    if ((since || until) && rendered !== ownTimeZone()) void refetch();
  }, [rendered]);
}

/** The list of one query: its rows, what waits behind the pill, and how to get more of either. */
export function useInboxList(query: string, place: Place) {
  const client = useQueryClient();
  const options = notificationsQuery({ query });
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const { fetchNextPage, refetch, isPlaceholderData } = list;
  const pages = list.data?.pages;
  useOwnDays(query, refetch);

  const plainInbox = query === "";
  const woken = useInfiniteQuery({ ...notificationsQuery({ query: wokenList }), enabled: plainInbox });
  const wokenPages = woken.data?.pages;
  const refetchWoken = woken.refetch;
  // What has just come back from a snooze waits for its section; it does not slip in between the others.
  const backIsWhole = plainInbox && wokenPages?.at(-1)?.nextCursor === null;
  const leaving = useLeaving(place);
  const isHere = useCallback((row: Notification) => belongs(row, place) || leaving.has(row.id), [place, leaving]);
  const rows = useMemo(
    () =>
      pages?.flatMap((page) =>
        page.notifications.filter((row) => isHere(row) && !(backIsWhole && row.wokenAt !== null && !row.read)),
      ) ?? none,
    [pages, isHere, backIsWhole],
  );
  const back = useMemo(
    () => (plainInbox && wokenPages?.flatMap((page) => page.notifications.filter(isHere))) || none,
    [plainInbox, wokenPages, isHere],
  );

  const arrivals = useQuery(arrivalsQuery()).data;
  // Only the server knows what fits a query, so a filtered list asks it for its newest page.
  const head = useQuery({
    queryKey: ["notifications", "head", query, arrivals.snapshot, arrivals.notifications[0]?.id],
    queryFn: ({ signal }) => fetchPage(query, null, signal),
    enabled: !plainInbox && arrivals.notifications.length > 0 && !isPlaceholderData,
    gcTime: 0,
  });
  const waiting = useMemo(() => {
    if (isPlaceholderData) return 0;
    const shown = new Set(rows.map((row) => row.id));
    const candidates = plainInbox
      ? arrivals.notifications.filter((row) => belongs(row, place))
      : (head.data?.notifications ?? none);
    const newest = rows.reduce((most, row) => (isNewer(row.id, most) ? row.id : most), "0");
    return candidates.filter((row) => !shown.has(row.id) && (plainInbox || isNewer(row.id, newest))).length;
  }, [rows, arrivals, head.data, plainInbox, place, isPlaceholderData]);

  const show = useCallback(async () => {
    const { stale } = client.getQueryData(arrivalsQuery().queryKey) ?? { stale: true };
    if (plainInbox && !stale) return showArrivals(client, options.queryKey);
    await Promise.all([refetch(), plainInbox && refetchWoken()]);
    forgetArrivals(client);
  }, [client, options.queryKey, plainInbox, refetch, refetchWoken]);
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);

  return {
    rows,
    back,
    /** Some of them another device took away; they go when the pointer does. */
    leaving,
    first: pages?.[0],
    pages: pages?.length ?? 0,
    /** Null where the person has never looked, or nothing of what they saw is loaded yet. */
    seenThrough: pages?.find((page) => page.seenThrough !== null)?.seenThrough ?? null,
    next: list.hasNextPage ? (pages?.at(-1)?.nextCursor ?? null) : null,
    /** The rows still belong to the query before. */
    changing: isPlaceholderData,
    loadingMore: list.isFetchingNextPage,
    loading: list.isPending,
    error: list.error,
    failedMore: list.isFetchNextPageError,
    more,
    retry: refetch,
    waiting,
    changedElsewhere: arrivals.stale,
    show,
  };
}
