"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { NowContext } from "./ui/relative-time";
import { TooltipLayer } from "./ui/tooltip-layer";

/** `now` is the server's clock at rendering: both sides start from the same relative times. */
export function Providers({ now, children }: { now: number; children: ReactNode }) {
  // Pushes keep the cache true; a refetch on focus heals what a push missed.
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 2 } } }));
  return (
    <QueryClientProvider client={client}>
      <NowContext value={now}>{children}</NowContext>
      <TooltipLayer />
    </QueryClientProvider>
  );
}
