import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Inbox } from "@/components/notifications/inbox";
import { filtersQuery } from "@/components/notifications/queries/filters-query";
import { notificationQuery } from "@/components/notifications/queries/notification-query";
import { notificationsQuery, wokenList } from "@/components/notifications/queries/notifications-query";
import { watchesQuery } from "@/components/notifications/queries/watch";
import { readable } from "@/components/notifications/views";
import { listGroups } from "@/server/access/list-groups";
import type { NotificationPage } from "@/server/contract/api";
import { filterOfQuery } from "@/server/contract/query-filter";
import { listOrSayWhy } from "@/server/inbox/list-or-say-why";
import { loadNotifications } from "@/server/inbox/load-notifications";
import { listFilters } from "@/server/preferences/list-filters";
import { listWatches } from "@/server/preferences/list-watches";
import { getRuntime } from "@/server/runtime";
import { requireViewer, viewerHasPhone, viewerTimeZone } from "../viewer";

export const metadata: Metadata = { title: "Notifications" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The first page is rendered here and seeds the client's cache; `cursor` turns pages where there are no scripts. */
export default async function NotificationsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const search = await searchParams;
  const query = readable(one(search.query));
  const cursor = one(search.cursor);
  const open = one(search.open);
  const { db } = getRuntime();
  const timeZone = await viewerTimeZone();
  const phone = await viewerHasPhone();
  const list = (asked: string, from: string | null = null) =>
    listOrSayWhy(db, viewer.userId, { filter: filterOfQuery(asked, { timeZone }).filter, cursor: from });
  const [page, woken, opened, groups, filters, watches] = await Promise.all([
    list(query, /^\d{1,18}$/.test(cursor) ? cursor : null),
    query === "" ? list(wokenList) : null,
    /^\d{1,18}$/.test(open) ? loadNotifications(db.sql, [{ userId: viewer.userId, eventId: open }]) : null,
    listGroups(db, viewer.userId),
    listFilters(db, viewer.userId),
    listWatches(db, viewer.userId),
  ]);
  const cache = new QueryClient();
  const seed = (asked: string, first: NotificationPage) =>
    cache.setQueryData(notificationsQuery({ query: asked }).queryKey, { pages: [first], pageParams: [null] });
  seed(query, page);
  if (woken) seed(wokenList, woken);
  const single = opened?.get(viewer.userId)?.[0];
  if (single) cache.setQueryData(notificationQuery({ id: open }).queryKey, single);
  cache.setQueryData(filtersQuery().queryKey, filters);
  cache.setQueryData(watchesQuery().queryKey, watches);
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <Inbox phone={phone} viewerEmail={viewer.email} groups={groups} />
    </HydrationBoundary>
  );
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));
