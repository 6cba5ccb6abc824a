import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/components/api";
import { ownTimeZone } from "@/components/ui/own-time-zone";
import type { SavedFilter, SavedFilterInput } from "@/server/contract/saved-filter";

/** The person's named queries, by name. */
export const filtersQuery = () =>
  queryOptions({
    queryKey: ["notifications", "filters"],
    queryFn: async ({ signal }) => (await api<{ filters: SavedFilter[] }>("/api/filters", { signal })).filters,
    staleTime: 60_000,
  });

/** How many match each of some queries, capped like all counts; fetched anew with every push of counts. */
export const filterCountsQuery = ({ queries }: { queries: readonly string[] }) =>
  queryOptions({
    queryKey: ["notifications", "filter-counts", ...queries],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams([["timeZone", ownTimeZone()], ...queries.map((query) => ["filter", query])]);
      const answer = await api<{ filters: { filter: string; count: number }[] }>(
        `/api/notifications/counts?${search}`,
        {
          signal,
        },
      );
      return Object.fromEntries(answer.filters.map(({ filter, count }) => [filter, count]));
    },
    enabled: queries.length > 0,
    staleTime: 30_000,
  });

export function useSaveFilter() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SavedFilterInput) => api<SavedFilter>("/api/filters", { method: "POST", body }),
    onSuccess: (saved) => client.setQueryData(filtersQuery().queryKey, (known = []) => [...known, saved]),
  });
}

export function useDeleteFilter() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string }) => api<void>(`/api/filters/${id}`, { method: "DELETE" }),
    onSuccess: (_nothing, { id }) =>
      client.setQueryData(filtersQuery().queryKey, (known = []) => known.filter((filter) => filter.id !== id)),
  });
}
