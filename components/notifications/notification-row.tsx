"use client";
import { memo, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import { TypeTag } from "@/components/ui/type-tag";
import type { Notification } from "@/server/contract/notification";
import { summarizeChanges } from "@/server/contract/wording";
import { useInboxActions } from "./inbox-actions";
import { MutedTag } from "./muted-tag";
import { RowActions } from "./row-actions";
import { RowCheckbox } from "./row-checkbox";
import { RowThumbnail } from "./row-thumbnail";
import { Marked, Sentence } from "./sentence";
import { inboxHref } from "./use-inbox-url";
import { useTouch } from "./use-media";
import { useSwipe } from "./use-swipe";
import { useToday } from "./use-today";

type Props = {
  row: Notification;
  query: string;
  search: string;
  current: boolean;
  selected: boolean;
  muted: boolean;
  /** Another tab or device took it away from here. */
  leaving: boolean;
  /** Inside an expanded group. */
  nested?: boolean;
};

/** One notification: who did what to which thing, why it concerns you, what changed, when. */
export const NotificationRow = memo(function NotificationRow(props: Props) {
  const { row, query, search, current, selected, muted, leaving, nested } = props;
  const { open, select, act } = useInboxActions();
  const [awake, setAwake] = useState(false);
  const wake = () => setAwake(true);
  const touch = useTouch();
  const swipe = useSwipe({
    left: row.archived
      ? { does: "Move to Inbox", act: () => act("unarchive", [row.id]) }
      : { does: "Archive", act: () => act("archive", [row.id]) },
    right: row.read
      ? { does: "Mark unread", act: () => act("unread", [row.id]) }
      : { does: "Mark read", act: () => act("read", [row.id]) },
  });
  const gone = row.resource.state === "gone";
  return (
    <li
      data-row={row.id}
      onPointerEnter={wake}
      onFocus={wake}
      {...swipe}
      className={cx(
        "group/row relative border-b border-line touch:touch-pan-y",
        // A group may hold hundreds; other rows are left out by the chunk.
        nested && "[contain-intrinsic-size:auto_64px] [content-visibility:auto]",
        "data-hint:before:absolute data-hint:before:inset-0 data-hint:before:flex data-hint:before:items-center data-hint:before:bg-accent data-hint:before:px-5 data-hint:before:font-medium data-hint:before:text-on-accent data-hint:before:content-[attr(data-hint)] data-to-left:before:justify-end",
        selected ? "bg-accent-soft" : "hover:bg-sunk",
        current && "xl:bg-accent-soft xl:hover:bg-accent-soft",
      )}
    >
      <article
        aria-label={row.message}
        className={cx(
          "grid grid-cols-[8px_28px_minmax(0,1fr)_auto] items-start gap-x-3 py-[11px] pr-4 group-data-hint/row:bg-surface",
          nested ? "pl-10" : "pl-4",
        )}
      >
        <span className={cx("mt-2.5 size-2 rounded-full", !row.read && "bg-accent forced-colors:bg-[Highlight]")} />
        <RowCheckbox label={row.message} checked={selected} onChange={(range) => select([row.id], range)}>
          <Avatar name={row.actor?.name ?? "?"} />
        </RowCheckbox>
        <div className="min-w-0">
          <h3 className={cx("line-clamp-4 font-normal", row.read ? "text-ink-2" : "text-ink")}>
            <a
              href={`${inboxHref({ query, open: row.id })}#reading`}
              aria-current={current ? "true" : undefined}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                open(row);
              }}
              className="outline-none after:absolute after:inset-0 after:-outline-offset-2 after:outline-accent focus-visible:after:outline-2"
            >
              {!row.read && <span className="sr-only">Unread: </span>}
              <Sentence parts={row.parts} search={search} quiet={row.read} />
            </a>
          </h3>
          <RowMeta row={row} search={search} gone={gone} muted={muted} leaving={leaving} />
        </div>
        <RowThumbnail changes={row.changes} />
      </article>
      {(awake || touch) && (
        <RowActions
          rows={[row]}
          about={row.message}
          className={cx(
            "absolute right-20 top-2 z-10 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-data-[state=open]:opacity-100",
            "touch:top-auto touch:right-2 touch:bottom-0 touch:border-0 touch:bg-transparent touch:opacity-100",
          )}
        />
      )}
    </li>
  );
});

type Meta = Pick<Props, "row" | "search" | "muted" | "leaving"> & { gone: boolean };

function RowMeta({ row, search, gone, muted, leaving }: Meta) {
  const changes = summarizeChanges(row.verb, row.changes);
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-meta text-ink-3">
      {row.types.map((type) => (
        <TypeTag key={type} type={type} />
      ))}
      {row.group && !row.parts.some((part) => part.kind === "group") && row.resource.type !== "group" && (
        <span>
          <Marked text={row.group.name} search={search} />
        </span>
      )}
      {changes.length > 0 && <span className="tabular-nums">{changes.join(", ")}</span>}
      {gone && <span>no longer there</span>}
      {leaving && <span>{row.archived ? "archived" : row.snoozedUntil ? "snoozed" : "moved"} elsewhere</span>}
      {row.saved && <span>saved</span>}
      {muted && <MutedTag />}
      {row.snoozedUntil && <SnoozedUntil iso={row.snoozedUntil} />}
      <RelativeTime iso={row.occurredAt} className="max-sm:order-first sm:before:content-['·_']" />
    </p>
  );
}

function SnoozedUntil({ iso }: { iso: string }) {
  const { timeZone } = useToday();
  const words = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  return <span>until {words.format(new Date(iso))}</span>;
}
