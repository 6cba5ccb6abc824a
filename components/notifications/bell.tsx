"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BellIcon } from "lucide-react";
import { Badge, countText } from "../ui/badge";
import { deferred } from "../ui/deferred";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger, useClosePopover } from "../ui/popover";
import { usePreloadWhenIdle } from "../ui/when-idle";
import { countsQuery } from "./queries/counts-query";
import { latestQuery } from "./queries/latest-query";

const nameOf = (unread: number) =>
  unread === 0 ? "Notifications, none unread" : `Notifications, ${countText(unread)} unread`;

const BellPanel = deferred(() => import("./bell-panel").then(({ BellPanel }) => BellPanel), {
  waiting: <p className="px-4 py-10 text-center text-ink-3">Loading…</p>,
});

/** A tab's title and icon, which nobody waits for. */
const UnreadMark = deferred(() => import("./unread-mark").then(({ UnreadMark }) => UnreadMark), { idle: true });

const Panel = ({ unread }: { unread: number }) => <BellPanel unread={unread} onLeave={useClosePopover()} />;

/** The number is what is unread in the whole inbox, as the server counts it. */
export function Bell() {
  const client = useQueryClient();
  const { data: counts } = useQuery(countsQuery());
  const unread = counts?.unread ?? 0;
  // Not part of the page's first load, and there before anybody opens it, also once the line is down.
  usePreloadWhenIdle(BellPanel.preload);
  // The panel's rows are on their way before it opens.
  const warm = () => void client.prefetchQuery(latestQuery());
  return (
    <Popover>
      <UnreadMark unread={unread} />
      <PopoverTrigger asChild>
        <IconButton label={nameOf(unread)} onPointerEnter={warm} onFocus={warm} className="text-ink!">
          <Icon of={BellIcon} />
          <Badge count={unread} className="absolute bottom-1/2 left-1/2 ml-0.5 ring-2 ring-surface" />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent
        aria-label="Notifications"
        className="max-h-[min(640px,calc(100dvh-68px))] w-[min(400px,calc(100vw-16px))] max-sm:top-header max-sm:right-2 max-sm:[position-area:none] mt-3 flex-col overflow-hidden open:flex"
      >
        <Panel unread={unread} />
      </PopoverContent>
    </Popover>
  );
}
