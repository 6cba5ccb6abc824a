import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { ApiError } from "@/components/api";
import type { Notification } from "@/server/contract/notification";
import { cachedById } from "./queries/cached-notifications";
import { notificationQuery } from "./queries/notification-query";

/**
 * The notification that the address opens, whether the list holds it or not. Whoever comes by a link to one has opened
 * it, which marks it read; who loads the page again has not, and who opened it here says so by `isOpened`.
 */
export function useOpened(
  id: string | null,
  known: ReadonlyMap<string, Notification>,
  markRead: (row: Notification) => void,
) {
  const client = useQueryClient();
  const listed = id === null ? undefined : known.get(id);
  const alone = useQuery({
    ...notificationQuery({ id: id ?? "" }),
    enabled: id !== null && !listed,
    // What was archived while it is open stays open.
    placeholderData: () => cachedById(client).get(id ?? ""),
  });
  const opened = listed ?? (id === null ? undefined : alone.data);

  const marked = useRef<string | null>(null);
  useEffect(() => {
    if (!opened || marked.current === opened.id) return;
    const first = marked.current === null;
    marked.current = opened.id;
    if (!first || !cameByReload()) markRead(opened);
  }, [opened, markRead]);
  const isOpened = useCallback((openedHere: string) => {
    marked.current = openedHere;
  }, []);
  return { opened, isOpened, missing: alone.error instanceof ApiError && alone.error.status === 404 };
}

const cameByReload = () =>
  performance.getEntriesByType("navigation").some((entry) => (entry as PerformanceNavigationTiming).type === "reload");
