"use client";
import { type CSSProperties, memo } from "react";
import type { Notification } from "@/server/contract/notification";
import type { ListItem } from "./arrange-rows";
import { chunkItems, hasRow, isSameChunk } from "./chunk-items";
import { GroupRow } from "./group-row";
import { NotificationRow } from "./notification-row";
import { thingKey } from "./watchable-things";

type Props = {
  items: readonly ListItem[];
  query: string;
  search: string;
  currentId: string | null;
  selection: ReadonlySet<string>;
  viewerEmail: string;
  /** Keys of the things that are muted. */
  muted: ReadonlySet<string>;
  leaving: ReadonlySet<string>;
};

type Section = { key: string; title: string; items: ListItem[] };

const none: ReadonlySet<string> = new Set();

/** The rows under their headings, in chunks: one that changes redraws only its own. */
export const NotificationList = memo(function NotificationList({ items, currentId, selection, ...rest }: Props) {
  const isCurrent = (id: string) => id === currentId;
  const isSelected = (id: string) => selection.has(id);
  return sectionsOf(items).map((section) => (
    <section key={section.key} aria-label={section.title}>
      <h2 className="px-4 pt-4 pb-1.5 text-meta font-medium text-ink-3">{section.title}</h2>
      {chunkItems(section.items).map((chunk) => (
        <Chunk
          key={chunk.key}
          items={chunk.items}
          currentId={hasRow(chunk.items, isCurrent) ? currentId : null}
          selection={selection.size > 0 && hasRow(chunk.items, isSelected) ? selection : none}
          {...rest}
        />
      ))}
    </section>
  ));
});

/** What is out of sight is not laid out. */
const Chunk = memo(function Chunk(props: Props) {
  const { items, query, search, currentId, selection, viewerEmail, muted, leaving } = props;
  const one = (row: Notification, nested = false) => (
    <NotificationRow
      key={row.id}
      row={row}
      query={query}
      search={search}
      current={row.id === currentId}
      selected={selection.has(row.id)}
      muted={muted.has(thingKey(row.resource))}
      leaving={leaving.has(row.id)}
      nested={nested}
    />
  );
  return (
    <ul
      className="[contain-intrinsic-size:auto_calc(var(--lines)*65px)] [content-visibility:auto] max-sm:[contain-intrinsic-size:auto_calc(var(--lines)*100px)]"
      style={{ "--lines": items.length } as CSSProperties}
    >
      {items.map((item) => {
        if (item.kind === "row") return one(item.row);
        if (item.kind === "seen-line") return <SeenLine key={item.key} />;
        if (item.kind !== "group") return null;
        return [
          <GroupRow
            key={item.key}
            groupKey={item.key}
            rows={item.rows}
            open={item.open}
            viewerEmail={viewerEmail}
            selected={item.rows.every((row) => selection.has(row.id))}
          />,
          ...(item.open ? item.rows.map((row) => one(row, true)) : []),
        ];
      })}
    </ul>
  );
}, isSameDrawing);

function isSameDrawing({ items, ...rest }: Props, { items: itemsNow, ...now }: Props): boolean {
  const keys = Object.keys(now) as (keyof typeof now)[];
  return keys.every((key) => rest[key] === now[key]) && isSameChunk(items, itemsNow);
}

function sectionsOf(items: readonly ListItem[]): Section[] {
  const sections: Section[] = [];
  for (const item of items) {
    if (item.kind === "heading") sections.push({ key: item.key, title: item.text, items: [] });
    else sections.at(-1)?.items.push(item);
  }
  return sections;
}

const SeenLine = () => (
  <li className="flex items-center gap-3 px-4 py-1.5 text-[11px] font-bold text-accent before:h-px before:flex-1 before:bg-accent/40 after:h-px after:flex-1 after:bg-accent/40">
    New since you last looked
  </li>
);
