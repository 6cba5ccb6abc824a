"use client";
import { memo, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { cx } from "@/components/ui/class-names";
import { RelativeTime } from "@/components/ui/relative-time";
import { TypeTag } from "@/components/ui/type-tag";
import type { Notification } from "@/server/contract/notification";
import { describeMany, type SentencePart, sentence } from "@/server/contract/wording";
import { useInboxActions } from "./inbox-actions";
import { RowActions } from "./row-actions";
import { RowCheckbox } from "./row-checkbox";
import { RowThumbnail } from "./row-thumbnail";
import { Sentence } from "./sentence";
import { useTouch } from "./use-media";

type Props = {
  groupKey: string;
  rows: readonly Notification[];
  open: boolean;
  viewerEmail: string;
  /** All of them are selected. */
  selected: boolean;
};

/** Several similar notifications as one row: acting on it acts on exactly what it stands for. */
export const GroupRow = memo(function GroupRow({ groupKey, rows, open, viewerEmail, selected }: Props) {
  const { toggleGroup, select } = useInboxActions();
  const [awake, setAwake] = useState(false);
  const touch = useTouch();
  const newest = rows[0] as Notification;
  const read = rows.every((row) => row.read);
  const parts = describeSimilar(rows, viewerEmail);
  const label = sentence(parts);
  const names = [...new Set(rows.map((row) => row.resource.name).filter(Boolean))];
  return (
    <li
      data-group={groupKey}
      onPointerEnter={() => setAwake(true)}
      onFocus={() => setAwake(true)}
      className={cx("group/row relative border-b border-line", selected ? "bg-accent-soft" : "hover:bg-sunk")}
    >
      <article
        aria-label={label}
        className="grid grid-cols-[8px_28px_minmax(0,1fr)_auto] items-start gap-x-3 py-[11px] pr-4 pl-4"
      >
        <span className={cx("mt-2.5 size-2 rounded-full", !read && "bg-accent forced-colors:bg-[Highlight]")} />
        <RowCheckbox
          label={label}
          checked={selected}
          onChange={(range) =>
            select(
              rows.map((row) => row.id),
              range,
            )
          }
        >
          <Avatar name={newest.actor?.name ?? "?"} />
        </RowCheckbox>
        <div className="min-w-0">
          <h3 className={cx("line-clamp-4 font-normal", read ? "text-ink-2" : "text-ink")}>
            <button
              type="button"
              aria-expanded={open}
              onClick={() => toggleGroup(groupKey)}
              className="min-h-6 text-left outline-none after:absolute after:inset-0 after:-outline-offset-2 after:outline-accent focus-visible:after:outline-2"
            >
              {!read && <span className="sr-only">Unread: </span>}
              <Sentence parts={parts} quiet={read} />{" "}
              <span className="font-medium text-accent">{open ? "Hide" : "Show"}</span>
            </button>
          </h3>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-meta text-ink-3">
            {newest.types.map((type) => (
              <TypeTag key={type} type={type} />
            ))}
            <span className="max-w-72 truncate">
              {names.slice(0, 3).join(", ")}
              {names.length > 3 && " …"}
            </span>
            <RelativeTime iso={newest.occurredAt} className="max-sm:order-first sm:before:content-['·_']" />
          </p>
        </div>
        <RowThumbnail changes={newest.changes} />
      </article>
      {(awake || touch) && (
        <RowActions
          rows={rows}
          about={label}
          className="absolute right-20 top-2 z-10 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-data-[state=open]:opacity-100 touch:top-auto touch:right-2 touch:bottom-0 touch:border-0 touch:bg-transparent touch:opacity-100"
        />
      )}
    </li>
  );
});

/** The same thing several times keeps its name; several things are counted. */
function describeSimilar(rows: readonly Notification[], viewerEmail: string): SentencePart[] {
  const newest = rows[0] as Notification;
  const { verb, actor, group, resource } = newest;
  const things = new Set(rows.map((row) => `${row.resource.type}/${row.resource.id}`));
  if (things.size > 1) return describeMany({ verb, actor, group, resource }, things.size, viewerEmail);
  return [...newest.parts, { kind: "text", text: `, ${rows.length} times` }];
}
