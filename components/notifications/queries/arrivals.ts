import type { QueryClient } from "@tanstack/react-query";
import type { Notification } from "@/server/contract/notification";
import { type Arrivals, arrivalsQuery, noArrivals } from "./arrivals-query";
import { changeList, newer } from "./cached-notifications";
import type { NotificationList } from "./notifications-query";

/** Changes what waits; what changes nothing updates nothing, and draws nothing anew. */
export function setArrivals(client: QueryClient, change: (arrivals: Arrivals) => Arrivals): void {
  const { queryKey } = arrivalsQuery();
  const before = client.getQueryData(queryKey) ?? noArrivals;
  const after = change(before);
  if (after !== before) client.setQueryData(queryKey, after);
}

/** Nothing is under the pointer any more, or these: this tab acted on them itself. */
export function forgetLeft(client: QueryClient, ids?: readonly string[]): void {
  setArrivals(client, (arrivals) => {
    const left = ids ? arrivals.left.filter((row) => !ids.includes(row.id)) : [];
    return left.length === arrivals.left.length ? arrivals : { ...arrivals, left };
  });
}

/** Puts what waits behind the pill on top of the Inbox list. The list then stands where the arrivals stood. */
export function showArrivals(client: QueryClient, listKey: readonly unknown[]): void {
  const arrivals = client.getQueryData(arrivalsQuery().queryKey) ?? noArrivals;
  client.setQueryData<NotificationList>(listKey, (list) => list && prepend(list, arrivals));
  setArrivals(client, () => noArrivals);
}

/** After the list was fetched anew nothing waits any more. */
export const forgetArrivals = (client: QueryClient): void => setArrivals(client, () => noArrivals);

export function prepend(list: NotificationList, arrivals: Arrivals): NotificationList {
  const incoming = new Map(arrivals.notifications.map((row) => [row.id, row]));
  const mended = changeList(list, (row) => {
    const arrival = incoming.get(row.id);
    incoming.delete(row.id);
    return newer(row, arrival);
  });
  const [first, ...rest] = mended.pages;
  if (!first) return mended;
  const notifications = [...[...incoming.values()].sort(newestFirst), ...first.notifications];
  return { ...mended, pages: [{ ...first, notifications, snapshot: arrivals.counted ?? first.snapshot }, ...rest] };
}

/** Ids are decimal strings of a growing number. */
export const newestFirst = (a: Notification, b: Notification) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1);
