import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";

/** Why a person has one notification, where it came from and when each step happened. Fields not known are absent. */
export type Why = {
  reasons: { type: string; text: string; since?: string | null }[];
  origins?: { topic: string; partition: number; offset: string }[];
  times?: Partial<Record<"produced" | "consumed" | "stored" | "read" | "emailed", string | null>>;
};

export const whyQuery = ({ id }: { id: string }) =>
  queryOptions({
    queryKey: ["notifications", "why", id],
    queryFn: ({ signal }) => api<Why>(`/api/notifications/${id}/why`, { signal }),
    staleTime: 5 * 60_000,
    retry: false,
  });
