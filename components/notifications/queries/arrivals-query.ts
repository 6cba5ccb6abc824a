import { queryOptions } from "@tanstack/react-query";
import type { Notification } from "@/server/contract/notification";

/** What has arrived but is not shown yet: it waits behind the "3 new" pill. Filled by live updates, never fetched. */
export type Arrivals = {
  /** Newest first. */
  notifications: Notification[];
  /** Where the client stood before the newest of these: what is asked for anew with each change. */
  snapshot: string | null;
  /** Where the counts stand that followed: all of these had arrived. The list takes it over when it shows them. */
  counted: string | null;
  /** More changed than is known here: showing means fetching anew. */
  stale: boolean;
  /** What another tab or device took out of its place, as it was before: it may still be under the pointer. */
  left: Notification[];
};

export const noArrivals: Arrivals = { notifications: [], snapshot: null, counted: null, stale: false, left: [] };

export const arrivalsQuery = () =>
  queryOptions({
    queryKey: ["notifications", "arrivals"],
    queryFn: () => noArrivals,
    enabled: false,
    initialData: noArrivals,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
