"use client";
import { useQuery } from "@tanstack/react-query";
import { Bell, BellOff, Eye, EyeOff } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { MenuItem } from "@/components/ui/menu";
import type { Notification } from "@/server/contract/notification";
import { useInboxActions } from "./inbox-actions";
import { levelOf, type Thing, watchesQuery } from "./queries/watch";
import { groupOf, nameOf, watchableThings } from "./watchable-things";

/** More than this is not muted one by one. */
const mostThings = 20;

/** Watch and mute, of what some notifications are about and of the group that they came through; inside a menu. */
export function WatchItems({ rows }: { rows: readonly Notification[] }) {
  const { setLevel } = useInboxActions();
  const { data: watches } = useQuery(watchesQuery());
  const things = watchableThings(rows);
  const group = groupOf(rows);
  const all = (some: readonly Thing[], level: "watching" | "muted") =>
    some.every((thing) => levelOf(watches, thing) === level);
  const named = things.length === 1 ? `this ${things[0]?.type}` : `these ${nameOf(things)}`;
  const muteItem = (some: readonly Thing[], name: string) => {
    const muted = all(some, "muted");
    return (
      <MenuItem icon={<Icon of={muted ? Bell : BellOff} />} onSelect={() => setLevel(some, muted ? null : "muted")}>
        {muted ? "Unmute" : "Mute"} {name}
      </MenuItem>
    );
  };
  const watching = all(things, "watching");
  if (things.length > mostThings && !group)
    return <p className="px-2.5 py-1.5 text-ink-3">At most {mostThings} things at a time</p>;
  return (
    <>
      {things.length > 0 && things.length <= mostThings && (
        <>
          <MenuItem
            icon={<Icon of={watching ? EyeOff : Eye} />}
            onSelect={() => setLevel(things, watching ? null : "watching")}
          >
            {watching ? "Stop watching" : "Watch"} {named}
          </MenuItem>
          {muteItem(things, named)}
        </>
      )}
      {group && muteItem([group], group.name)}
    </>
  );
}
