import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Why } from "@/server/contract/why";

/** Why a person has one notification, where it came from and when each step happened. */
export const whyQuery = ({ id }: { id: string }) =>
  queryOptions({
    queryKey: ["notifications", "why", id],
    queryFn: ({ signal }) => api<Why>(`/api/notifications/${id}/why`, { signal }),
    staleTime: 5 * 60_000,
    retry: false,
  });
