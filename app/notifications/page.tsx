import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Inbox } from "@/components/notifications/inbox";
import { countsQuery } from "@/components/notifications/queries/counts-query";
import { notificationsQuery } from "@/components/notifications/queries/notifications-query";
import { readable } from "@/components/notifications/views";
import { listGroups } from "@/server/access/list-groups";
import { filterOfQuery } from "@/server/contract/query-filter";
import { countNotifications } from "@/server/inbox/count-notifications";
import { listNotifications } from "@/server/inbox/list-notifications";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../viewer";

export const metadata: Metadata = { title: "Notifications" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The first page is rendered here and seeds the client's cache; `cursor` turns pages where there are no scripts. */
export default async function NotificationsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const search = await searchParams;
  const query = readable(one(search.query));
  const cursor = one(search.cursor);
  const { db } = getRuntime();
  const [page, counts, groups] = await Promise.all([
    listNotifications(db, viewer.userId, {
      filter: filterOfQuery(query).filter,
      cursor: /^\d{1,18}$/.test(cursor) ? cursor : null,
    }),
    countNotifications(db, viewer.userId),
    listGroups(db, viewer.userId),
  ]);
  const cache = new QueryClient();
  cache.setQueryData(notificationsQuery({ query }).queryKey, { pages: [page], pageParams: [null] });
  cache.setQueryData(countsQuery().queryKey, counts);
  return (
    <HydrationBoundary state={dehydrate(cache)}>
      <Inbox viewerEmail={viewer.email} groups={groups} filters={[]} />
    </HydrationBoundary>
  );
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));
