"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Counts } from "@/server/contract/notification";
import { countsQuery } from "./notifications/queries/counts-query";
import { keepTimeZone } from "./shell/time-zone";
import { deferred } from "./ui/deferred";
import { RenderedContext } from "./ui/relative-time";
import { markHydrated } from "./ui/use-browser-value";

/** Shown to nobody before scripts run, so not part of the first load. */
const TooltipLayer = deferred(() => import("./ui/tooltip-layer").then(({ TooltipLayer }) => TooltipLayer), {
  idle: true,
});

/**
 * `now` and `timeZone` are the server's clock at rendering and whose days it shows: both sides start from the same relative times. `counts` are the
 * viewer's at rendering: the bell has its number in the first paint.
 */
export function Providers({
  now,
  timeZone,
  counts,
  children,
}: {
  now: number;
  timeZone: string;
  counts: Counts | null;
  children: ReactNode;
}) {
  // Pushes keep the cache true; a refetch on focus heals what a push missed.
  const [client] = useState(() => {
    const fresh = new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 2 } } });
    if (counts) fresh.setQueryData(countsQuery().queryKey, counts);
    return fresh;
  });
  const rendered = useMemo(() => ({ now, timeZone }), [now, timeZone]);
  useEffect(markHydrated, []);
  useEffect(keepTimeZone, []);
  return (
    <QueryClientProvider client={client}>
      <RenderedContext value={rendered}>{children}</RenderedContext>
      <TooltipLayer />
    </QueryClientProvider>
  );
}
