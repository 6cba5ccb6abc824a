"use client";
import { Check, Mail } from "lucide-react";
import { useId } from "react";
import type { Notification } from "@/server/contract/notification";
import { Avatar } from "../ui/avatar";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { RelativeTime } from "../ui/relative-time";
import { TypeTag } from "../ui/type-tag";
import { NotificationLink } from "./notification-link";
import { useMarkNotification } from "./queries/mark-notification";
import { Sentence } from "./sentence";

/** One of the latest: the whole row opens the thing and marks it read, the button only marks. */
export function BellRow({ notification, onLeave }: { notification: Notification; onLeave: () => void }) {
  const { id, read, actor, parts, types, group, occurredAt, resource } = notification;
  const { mutate: mark, error } = useMarkNotification();
  const gone = resource.state === "gone";
  const sentenceId = useId();
  const open = () => {
    if (!read) mark({ id, patch: { read: true } });
    onLeave();
  };
  return (
    <li className="group/row relative flex items-start gap-3 border-b border-line py-3 pr-2 pl-8 last:border-0 hover:bg-sunk">
      {!read && (
        <span className="absolute top-[22px] left-3.5 size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />
      )}
      <Avatar name={actor?.name ?? "?"} />
      <div className="min-w-0 flex-1">
        <p id={sentenceId} className={cx("line-clamp-3", read ? "text-ink-2" : "text-ink")}>
          {!read && <span className="sr-only">Unread: </span>}
          {gone ? (
            <Sentence parts={parts} quiet={read} />
          ) : (
            <NotificationLink notification={notification} onClick={open} className="after:absolute after:inset-0">
              <Sentence parts={parts} quiet={read} />
            </NotificationLink>
          )}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-3">
          {types.map((type) => (
            <TypeTag key={type} type={type} />
          ))}
          {group && <span className="max-w-40 truncate">{group.name}</span>}
          {gone && <span>no longer there</span>}
          <RelativeTime iso={occurredAt} className="relative z-10 before:content-['·_']" />
        </p>
        {error && (
          <p role="alert" className="mt-1 text-meta text-removed">
            {error.message}
          </p>
        )}
      </div>
      <IconButton
        label={read ? "Mark unread" : "Mark read"}
        aria-describedby={sentenceId}
        size="small"
        onClick={() => mark({ id, patch: { read: !read } })}
        className="z-10 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 hover:bg-surface touch:opacity-100"
      >
        <Icon of={read ? Mail : Check} size={16} />
      </IconButton>
    </li>
  );
}
