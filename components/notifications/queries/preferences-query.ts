import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { Preferences } from "@/server/contract/api";

/** What the person asked for. Settings write it through; another device's change is noticed with the next arrival. */
export const preferencesQuery = () =>
  queryOptions({
    queryKey: ["preferences"],
    queryFn: () => api<Preferences>("/api/preferences"),
    staleTime: 15_000,
    retry: false,
  });
