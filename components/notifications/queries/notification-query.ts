import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Notification } from "@/server/contract/notification";

/** The key under which single notifications lie. */
export const singlesKey = ["notifications", "one"] as const;

/** One notification by itself: opened by its address while the list does not hold it. */
export const notificationQuery = ({ id }: { id: string }) =>
  queryOptions({
    queryKey: [...singlesKey, id],
    queryFn: ({ signal }) => api<Notification>(`/api/notifications/${id}`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
