"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CheckCheck, Settings } from "lucide-react";
import Link from "next/link";
import { type MouseEvent, useEffect, useState } from "react";
import type { NotificationPage } from "@/server/contract/api";
import { Button, buttonClass } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { Skeleton } from "../ui/skeleton";
import { BellRow } from "./bell-row";
import { arrivalsQuery } from "./queries/arrivals-query";
import { useBulk, useUndo } from "./queries/bulk";
import { latestLimit, latestQuery } from "./queries/latest-query";
import { type Before, patchCached } from "./queries/mark-notification";
import { useSeen } from "./queries/seen";
import { muteToasts } from "./toast-store";

/** The latest few. Opening it moves the seen line and marks nothing read; nothing in it moves while it is open. */
export function BellPanel({ unread, onLeave }: { unread: number; onLeave: () => void }) {
  const [openedAt] = useState(Date.now);
  const client = useQueryClient();
  const latest = useQuery({ ...latestQuery(), refetchOnWindowFocus: false, refetchOnReconnect: false });
  const { data: arrivals } = useQuery(arrivalsQuery());
  const { mutate: seen } = useSeen();
  const bulk = useBulk();
  const undo = useUndo();
  const [marked, setMarked] = useState<{ count: number; undoToken: string | null; before: Before }>();

  // Rows from before the panel opened are not shown while newer ones are on their way: they would jump.
  const page = latest.fetchStatus === "fetching" && latest.dataUpdatedAt < openedAt ? undefined : latest.data;
  const snapshot = page?.snapshot;
  useEffect(() => {
    if (snapshot) seen({ snapshot });
  }, [snapshot, seen]);

  // What a toast would say stands here.
  useEffect(() => {
    muteToasts(true);
    return () => muteToasts(false);
  }, []);

  const top = BigInt(page?.notifications[0]?.id ?? 0);
  const waiting = page ? arrivals.notifications.filter(({ id }) => BigInt(id) > top).length : 0;
  const markAll = () => {
    if (!page) return;
    const ids = page.notifications.map(({ id }) => id);
    bulk.mutate(
      { action: "read", query: "", snapshot: page.snapshot },
      {
        onSuccess: ({ affected, undoToken }) =>
          setMarked({ count: affected, undoToken, before: patchCached(client, ids, { read: true }) }),
      },
    );
  };
  const takeBack = () => {
    if (marked?.undoToken) undo.mutate({ undoToken: marked.undoToken, before: marked.before });
    setMarked(undefined);
  };
  const error = bulk.error ?? undo.error;
  return (
    <>
      <div className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
        <h2 className="font-bold">Notifications</h2>
        <span role="status" className="mr-auto ml-2">
          {waiting > 0 && (
            <Button look="primary" size="small" onClick={toPanel(() => void latest.refetch())}>
              {waiting} new
            </Button>
          )}
        </span>
        <Button look="ghost" size="small" disabled={unread === 0 || !page || bulk.isPending} onClick={toPanel(markAll)}>
          <Icon of={CheckCheck} size={16} />
          Mark all read
        </Button>
        <Link
          href="/settings"
          prefetch={false}
          aria-label="Notification settings"
          data-tip="Notification settings"
          onClick={onLeave}
          className="inline-flex size-9 items-center justify-center rounded-md text-ink-2 hover:bg-sunk hover:text-ink touch:size-11"
        >
          <Icon of={Settings} />
        </Link>
      </div>
      {error && <Problem>{error.message}</Problem>}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Rows page={page} failed={latest.isError && !page} onRetry={() => void latest.refetch()} onLeave={onLeave} />
      </div>
      <div className="flex items-center border-t border-line p-1.5">
        <span role="status" className="pl-2.5 empty:hidden">
          {marked && `${marked.count.toLocaleString("en")} marked read`}
        </span>
        {marked?.undoToken && (
          <Button look="ghost" size="small" className="text-accent!" onClick={toPanel(takeBack)}>
            Undo
          </Button>
        )}
        <Link
          href="/notifications"
          prefetch={false}
          onClick={onLeave}
          className={`${buttonClass({ look: "ghost" })} flex-1`}
        >
          See all notifications
        </Link>
      </div>
    </>
  );
}

/** The button goes away, or rests, once it was pressed: the focus waits on the panel. */
const toPanel = (press: () => void) => (event: MouseEvent<HTMLElement>) => {
  event.currentTarget.closest<HTMLElement>("[popover]")?.focus();
  press();
};

function Rows({
  page,
  failed,
  onRetry,
  onLeave,
}: {
  page: NotificationPage | undefined;
  failed: boolean;
  onRetry: () => void;
  onLeave: () => void;
}) {
  if (failed)
    return (
      <EmptyState title="The latest ones did not load" action={<Button onClick={onRetry}>Try again</Button>}>
        Check your connection, then try again.
      </EmptyState>
    );
  if (!page) return <RowSkeletons />;
  if (page.notifications.length === 0)
    return (
      <EmptyState icon={<Icon of={CheckCheck} size={20} />} title="You're all caught up">
        Watch a graph or join a group to hear what happens there.
      </EmptyState>
    );
  return (
    <ul>
      {page.notifications.slice(0, latestLimit).map((notification) => (
        <BellRow key={notification.id} notification={notification} onLeave={onLeave} />
      ))}
    </ul>
  );
}

const Problem = ({ children }: { children: string }) => (
  <p role="alert" className="border-b border-line bg-removed-soft px-4 py-2 text-removed">
    {children}
  </p>
);

const RowSkeletons = () => (
  <ul aria-label="Loading">
    {[72, 56, 84, 64, 76].map((width) => (
      <li key={width} className="flex gap-3 border-b border-line py-3 pr-4 pl-8 last:border-0">
        <Skeleton round className="size-7" />
        <div className="grid flex-1 content-start gap-2 pt-1">
          <div style={{ width: `${width}%` }}>
            <Skeleton className="h-3.5" />
          </div>
          <Skeleton className="h-3 w-2/5" />
        </div>
      </li>
    ))}
  </ul>
);
