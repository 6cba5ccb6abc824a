import type { Notification } from "@/server/contract/notification";
import type { ListItem } from "./arrange-rows";
import type { InboxActions } from "./inbox-actions";
import type { InboxKey } from "./keys";
import { moveFocus, rowKey, useInboxKeys } from "./use-inbox-keys";
import { thingKey, watchableThings } from "./watchable-things";

type Page = {
  items: readonly ListItem[];
  known: ReadonlyMap<string, Notification>;
  /** The one in the reading pane. */
  opened: Notification | undefined;
  selectedIds: readonly string[];
  /** Keys of the things that are muted. */
  muted: ReadonlySet<string>;
  actions: InboxActions;
  search: () => void;
  undo: () => void;
  help: () => void;
  /** Escape: out of the selection, then out of the opened one. */
  leave: () => void;
};

/** What the keys do: to the selection; without one to the focused row or group; without that to the opened one. */
export function useInboxCommands(page: Page): void {
  const { items, known, opened, selectedIds, muted, actions } = page;
  const focusedIds = (): readonly string[] => {
    const key = rowKey(document.activeElement);
    const item = items.find((each) => each.kind === "group" && each.key === key);
    if (item?.kind === "group") return item.rows.map((row) => row.id);
    return key ? [key] : opened ? [opened.id] : [];
  };
  const onRows: Partial<Record<InboxKey, (ids: readonly string[], rows: readonly Notification[]) => void>> = {
    select: (ids) => actions.select(ids, false),
    "select range": (ids) => actions.select(ids, true),
    snooze: (ids) => actions.snoozeToDate(ids),
    read: (ids) => actions.act("read", ids),
    unread: (ids) => actions.act("unread", ids),
    save: (ids, rows) => actions.act(rows.every((row) => row.saved) ? "unsave" : "save", ids),
    archive: (ids, rows) => actions.act(rows.every((row) => row.archived) ? "unarchive" : "archive", ids),
    mute: (_ids, rows) => {
      const things = watchableThings(rows);
      if (things.length === 0) return;
      actions.setLevel(things, things.every((thing) => muted.has(thingKey(thing))) ? null : "muted");
    },
  };
  useInboxKeys((key) => {
    if (key === "next" || key === "previous") return moveFocus(key === "next" ? 1 : -1);
    if (key === "search") return page.search();
    if (key === "undo") return page.undo();
    if (key === "help") return page.help();
    if (key === "escape") return page.leave();
    const ids = key.startsWith("select") || selectedIds.length === 0 ? focusedIds() : selectedIds;
    const rows = ids.flatMap((id) => known.get(id) ?? []);
    if (rows.length > 0) onRows[key]?.(ids, rows);
  });
}
