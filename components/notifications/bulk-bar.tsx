"use client";
import { Archive, Bookmark, Clock, Eye, Mail, MailOpen, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuTrigger } from "@/components/ui/menu";
import type { Notification } from "@/server/contract/notification";
import type { BulkAction } from "./inbox-actions";
import { SnoozeItems } from "./snooze-items";
import type { Place } from "./views";
import { WatchItems } from "./watch-items";
import { watchableThings } from "./watchable-things";

type Props = {
  /** What is selected. */
  rows: readonly Notification[];
  /** Everything that matches the query is meant, not only what is loaded. */
  allMatching: boolean;
  canMatchMore: boolean;
  place: Place;
  onAllMatching: () => void;
  onAct: (action: Exclude<BulkAction, "snooze">) => void;
  onClear: () => void;
};

/** What can be done with the selection; stands where the chips stood, so that nothing moves. */
export function BulkBar({ rows, allMatching, canMatchMore, place, onAllMatching, onAct, onClear }: Props) {
  return (
    <div
      role="toolbar"
      aria-label="Selected notifications"
      className="flex min-h-7 flex-1 flex-wrap items-center gap-x-1 gap-y-1"
    >
      <IconButton size="small" label="Clear the selection" onClick={onClear}>
        <Icon of={X} size={16} />
      </IconButton>
      <span role="status" className="mr-2 font-medium tabular-nums">
        {allMatching ? "All that match" : `${rows.length} selected`}
      </span>
      <Action label="Mark read" icon={MailOpen} onClick={() => onAct("read")} />
      <Action label="Mark unread" icon={Mail} onClick={() => onAct("unread")} />
      <Action
        label={place === "saved" ? "Take out of Saved" : "Save"}
        icon={Bookmark}
        onClick={() => onAct(place === "saved" ? "unsave" : "save")}
      />
      <Action
        label={place === "archived" ? "Move to Inbox" : "Archive"}
        icon={Archive}
        onClick={() => onAct(place === "archived" ? "unarchive" : "archive")}
      />
      <Menu>
        <MenuTrigger asChild>
          <IconButton size="small" label="Snooze">
            <Icon of={Clock} size={16} />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          <SnoozeItems which={allMatching ? "all matching" : rows.map((row) => row.id)} />
        </MenuContent>
      </Menu>
      {!allMatching && watchableThings(rows).length > 0 && (
        <Menu>
          <MenuTrigger asChild>
            <IconButton size="small" label="Watch or mute">
              <Icon of={Eye} size={16} />
            </IconButton>
          </MenuTrigger>
          <MenuContent>
            <WatchItems rows={rows} />
          </MenuContent>
        </Menu>
      )}
      {canMatchMore && !allMatching && (
        <Button look="ghost" size="small" className="ml-auto" onClick={onAllMatching}>
          Select all that match
        </Button>
      )}
    </div>
  );
}

function Action({ label, icon, onClick }: { label: string; icon: typeof Mail; onClick: () => void }) {
  return (
    <IconButton size="small" label={label} onClick={onClick}>
      <Icon of={icon} size={16} />
    </IconButton>
  );
}
