"use client";
import { useEffect } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { inboxHref } from "./use-inbox-url";

type Props = {
  query: string;
  /** Cursor of the next page; null at the end. */
  next: string | null;
  loading: boolean;
  error: Error | null;
  onMore: () => void;
  /** Changes when the list has grown or shrunk. */
  size: number;
};

const fillsAnyScreen = 100;

/** The end of the list: more to load, loading, or what went wrong. Loading goes on until the screen is full. */
export function ListEnd({ query, next, loading, error, onMore, size }: Props) {
  useEffect(() => {
    const page = document.documentElement;
    // Asking for the height lays out the whole list, which costs a long one 20 ms.
    const full = size > fillsAnyScreen || page.scrollHeight > page.clientHeight;
    if (next && !loading && !error && !full) onMore();
  }, [next, loading, error, onMore, size]);
  if (!next && !error) return null;
  return (
    <div className="px-4 py-5 text-center" aria-busy={loading}>
      {loading && <LoadingRows count={2} />}
      {error && !loading && (
        <div role="alert">
          <EmptyState
            title={size > 0 ? "The rest did not load" : "The list did not load"}
            action={<Button onClick={onMore}>Try again</Button>}
          >
            {error.message}
          </EmptyState>
        </div>
      )}
      {!loading && !error && next && (
        <a
          data-load-more=""
          data-focus-after="last"
          href={inboxHref({ query, open: null }, { cursor: next })}
          onClick={(event) => {
            event.preventDefault();
            onMore();
          }}
          className={buttonClass({ size: "small" })}
        >
          Load more
        </a>
      )}
    </div>
  );
}

/** Rows that are on their way, in their size. */
export function LoadingRows({ count }: { count: number }) {
  return (
    <div role="status" aria-label="Loading notifications">
      {Array.from({ length: count }, (_, index) => `${index}`).map((key) => (
        <div
          key={key}
          className="grid grid-cols-[8px_28px_minmax(0,1fr)_56px] items-start gap-x-3 border-b border-line px-4 py-[11px] text-left"
        >
          <span />
          <Skeleton round className="size-7" />
          <span className="grid gap-2 py-1">
            <Skeleton className="h-3 w-2/3" />
            <Skeleton className="h-2.5 w-1/3" />
          </span>
          <Skeleton className="h-10 w-14" />
        </div>
      ))}
    </div>
  );
}
