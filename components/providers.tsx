"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Counts } from "@/server/contract/notification";
import { countsQuery } from "./notifications/queries/counts-query";
import { NowContext } from "./ui/relative-time";
import { TooltipLayer } from "./ui/tooltip-layer";

/**
 * `now` is the server's clock at rendering: both sides start from the same relative times. `counts` are the
 * viewer's at rendering: the bell has its number in the first paint.
 */
export function Providers({ now, counts, children }: { now: number; counts: Counts | null; children: ReactNode }) {
  // Pushes keep the cache true; a refetch on focus heals what a push missed.
  const [client] = useState(() => {
    const fresh = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 2 } } });
    if (counts) fresh.setQueryData(countsQuery().queryKey, counts);
    return fresh;
  });
  return (
    <QueryClientProvider client={client}>
      <NowContext value={now}>{children}</NowContext>
      <TooltipLayer />
    </QueryClientProvider>
  );
}
