import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

export type InboxUrl = { query: string; open: string | null };

/** The page's address for a query, and for one notification opened in it. */
export function inboxHref({ query, open }: InboxUrl, more: Record<string, string> = {}): string {
  const search = new URLSearchParams();
  if (query) search.set("query", query);
  if (open) search.set("open", open);
  for (const [name, value] of Object.entries(more)) search.set(name, value);
  const text = search.toString();
  return text ? `/notifications?${text}` : "/notifications";
}

/** What is shown lives in the address: reload, share and go back keep it. The list is fetched here, not by a navigation. */
export function useInboxUrl() {
  const search = useSearchParams();
  const url: InboxUrl = { query: search.get("query") ?? "", open: search.get("open") };
  const go = useCallback((next: InboxUrl, { replace = false } = {}) => {
    const href = inboxHref(next);
    if (replace) window.history.replaceState(null, "", href);
    else window.history.pushState(null, "", href);
  }, []);
  return { ...url, go };
}
