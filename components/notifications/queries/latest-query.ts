import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { NotificationPage } from "@/server/contract/api";

export const latestLimit = 8;

/** The newest few of the Inbox, for the bell's panel. */
export const latestQuery = () =>
  queryOptions({
    queryKey: ["notifications", "latest"],
    queryFn: ({ signal }) => api<NotificationPage>(`/api/notifications?limit=${latestLimit}`, { signal }),
    staleTime: 30_000,
  });
