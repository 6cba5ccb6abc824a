"use client";
import { Archive, ArchiveRestore, Bookmark, Check, Clock, Ellipsis, ExternalLink, Mail, MailOpen } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { Notification } from "@/server/contract/notification";
import { isTest } from "@/server/contract/test-graph";
import { useInboxActions } from "./inbox-actions";
import { SnoozeItems } from "./snooze-items";
import { useMedia } from "./use-media";
import { WatchItems } from "./watch-items";

type Props = {
  /** One, or several that are shown as one. */
  rows: readonly Notification[];
  /** What they act on, in words. */
  about: string;
  className?: string;
};

/** Buttons over the end of a row, for pointer and keyboard; by touch they stand in one menu. */
export function RowActions({ rows, about, className }: Props) {
  const { act } = useInboxActions();
  const coarse = useMedia("(pointer: coarse)");
  const ids = rows.map((row) => row.id);
  const unread = rows.some((row) => !row.read);
  const saved = rows.every((row) => row.saved);
  const archived = rows.every((row) => row.archived);
  const snoozed = rows.every((row) => row.snoozedUntil !== null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields, so no fieldset
    <div
      role="group"
      aria-label={`Actions: ${about}`}
      className={cx("flex items-center rounded-md border border-line bg-surface p-0.5", className)}
    >
      {!coarse && (
        <>
          <IconButton
            size="small"
            label={unread ? "Mark read" : "Mark unread"}
            onClick={() => act(unread ? "read" : "unread", ids)}
          >
            <Icon of={unread ? Check : Mail} size={16} />
          </IconButton>
          <IconButton
            size="small"
            label={saved ? "Take out of Saved" : "Save"}
            aria-pressed={saved}
            onClick={() => act(saved ? "unsave" : "save", ids)}
          >
            <Icon of={Bookmark} size={16} className={saved ? "fill-current" : undefined} />
          </IconButton>
          <IconButton
            size="small"
            label={archived ? "Move to Inbox" : "Archive"}
            onClick={() => act(archived ? "unarchive" : "archive", ids)}
          >
            <Icon of={archived ? ArchiveRestore : Archive} size={16} />
          </IconButton>
          <SnoozeMenu ids={ids} snoozed={snoozed} />
        </>
      )}
      <MoreMenu rows={rows} ids={ids} unread={unread} saved={saved} archived={archived} snoozed={snoozed} />
    </div>
  );
}

function SnoozeMenu({ ids, snoozed }: { ids: readonly string[]; snoozed: boolean }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton size="small" label="Snooze" data-snooze="">
          <Icon of={Clock} size={16} />
        </IconButton>
      </MenuTrigger>
      <MenuContent>
        <SnoozeItems which={ids} snoozed={snoozed} />
      </MenuContent>
    </Menu>
  );
}

type MoreProps = {
  rows: readonly Notification[];
  ids: readonly string[];
  unread: boolean;
  saved: boolean;
  archived: boolean;
  snoozed: boolean;
};

function MoreMenu({ rows, ids, unread, saved, archived, snoozed }: MoreProps) {
  const { act, follow } = useInboxActions();
  const [only] = rows.length === 1 ? rows : [];
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton size="small" label="More actions">
          <Icon of={Ellipsis} size={16} />
        </IconButton>
      </MenuTrigger>
      <MenuContent>
        <span className="hidden touch:contents">
          <MenuItem icon={<Icon of={unread ? MailOpen : Mail} />} onSelect={() => act(unread ? "read" : "unread", ids)}>
            {unread ? "Mark read" : "Mark unread"}
          </MenuItem>
          <MenuItem icon={<Icon of={Bookmark} />} onSelect={() => act(saved ? "unsave" : "save", ids)}>
            {saved ? "Take out of Saved" : "Save"}
          </MenuItem>
          <MenuItem
            icon={<Icon of={archived ? ArchiveRestore : Archive} />}
            onSelect={() => act(archived ? "unarchive" : "archive", ids)}
          >
            {archived ? "Move to Inbox" : "Archive"}
          </MenuItem>
          <MenuSeparator />
          <MenuLabel>Snooze</MenuLabel>
          <SnoozeItems which={ids} snoozed={snoozed} />
          <MenuSeparator />
        </span>
        {only?.resource.state === "here" && (
          <MenuItem icon={<Icon of={ExternalLink} />} onSelect={() => follow(only)}>
            Open {isTest(only.resource) ? "settings" : only.resource.type}
          </MenuItem>
        )}
        <WatchItems rows={rows} />
      </MenuContent>
    </Menu>
  );
}
