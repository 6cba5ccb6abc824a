import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Counts } from "@/server/contract/notification";

/** What bell, title and views show. Absolute numbers from the server, also written by every push. */
export const countsQuery = () =>
  queryOptions({
    queryKey: ["notifications", "counts"],
    queryFn: ({ signal }) => api<Counts>("/api/notifications/counts", { signal }),
    staleTime: 30_000,
    refetchOnWindowFocus: "always",
  });
