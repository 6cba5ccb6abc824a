import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Why } from "@/server/contract/why";

/** Why a person has one notification, where it came from and when each step happened. */
export const whyQuery = ({ id, revision }: { id: string; revision: number }) =>
  queryOptions({
    // A change that the server has confirmed (read, for one) has a moment to tell of.
    queryKey: ["notifications", "why", id, revision],
    queryFn: ({ signal }) => api<Why>(`/api/notifications/${id}/why`, { signal }),
    staleTime: 5 * 60_000,
    placeholderData: (before: Why | undefined, query) => (query?.queryKey[2] === id ? before : undefined),
    retry: false,
  });
