"use client";
import type { Notification } from "@/server/contract/notification";
import { summarizeChanges } from "@/server/contract/wording";
import { Avatar } from "../ui/avatar";
import { TypeTag } from "../ui/type-tag";
import { NotificationLink } from "./notification-link";
import { useMarkNotification } from "./queries/mark-notification";
import { Sentence } from "./sentence";
import { ToastFrame } from "./toast-frame";

/** The preview of one new row: click opens the thing and marks it read. */
export function ToastCard({
  notification,
  paused,
  onClose,
}: {
  notification: Notification;
  paused: boolean;
  onClose: () => void;
}) {
  const { mutate: mark } = useMarkNotification();
  const { id, actor, parts, types, verb, changes, group } = notification;
  const details = [...summarizeChanges(verb, changes).slice(0, 3)].join(", ") || group?.name;
  const open = () => {
    mark({ id, patch: { read: true } });
    onClose();
  };
  return (
    <ToastFrame paused={paused} onClose={onClose}>
      <Avatar name={actor?.name ?? "?"} />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-3">
          <NotificationLink
            notification={notification}
            onClick={open}
            className="rounded-lg after:absolute after:inset-0 after:rounded-lg"
          >
            <Sentence parts={parts} />
          </NotificationLink>
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-meta text-ink-3">
          {types.map((type) => (
            <TypeTag key={type} type={type} />
          ))}
          {details && <span className="truncate tabular-nums">{details}</span>}
        </p>
      </div>
    </ToastFrame>
  );
}
