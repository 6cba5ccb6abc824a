import { queryOptions } from "@tanstack/react-query";
import { api } from "@/components/api";
import type { WhyNot } from "@/server/contract/why";
import { thingKey } from "../watchable-things";

/** What happened lately to a thing, and for each event whether and why this person was told or not. */
export const whyNotQuery = (thing: { type: string; id: string }) =>
  queryOptions({
    queryKey: ["notifications", "why", "not", thingKey(thing)],
    queryFn: ({ signal }) => api<WhyNot>(`/api/notifications/why-not?resource=${thingKey(thing)}`, { signal }),
    staleTime: 10_000,
    retry: false,
  });
