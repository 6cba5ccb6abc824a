import { useMemo, useRef } from "react";
import { ownTimeZone } from "@/components/ui/own-time-zone";
import type { BulkAction, InboxActions } from "./inbox-actions";
import type { useInboxUrl } from "./use-inbox-url";
import type { useInboxWork } from "./use-inbox-work";
import type { useSelection } from "./use-selection";

type Page = Pick<InboxActions, "snoozeToDate" | "toggleGroup"> & {
  address: ReturnType<typeof useInboxUrl>;
  work: ReturnType<typeof useInboxWork>;
  selection: ReturnType<typeof useSelection>;
  /** The query as the list understood it, and the cursor that bounds what the reader has seen of it. */
  asked: string;
  snapshot: string | undefined;
  /** What is opened slides over the list. */
  slidesOver: boolean;
  /** Said before the address opens one: it was opened here. */
  isOpened: (id: string) => void;
};

/** What rows, bars and keys can ask for, joined to this page's selection, address and opened notification. */
export function useInboxActs(page: Page): {
  actions: InboxActions;
  /** On all that match the query, as far as the reader has seen it. */
  actOnAll: (action: BulkAction, snoozedUntil?: string) => void;
} {
  const { snoozeToDate, toggleGroup, isOpened } = page;
  const { run, markRead, wake, setLevel } = page.work;
  const { select, deselect, clear } = page.selection;
  const { go } = page.address;

  const actOnAll = (action: BulkAction, snoozedUntil?: string) => {
    const { asked: query, snapshot } = page;
    if (snapshot !== undefined) run({ action, query, snapshot, timeZone: ownTimeZone(), snoozedUntil });
    clear();
  };
  /** Where it slides over the list one has read it then: back to the list. */
  const closeSheet = (ids: readonly string[]) => {
    const { query, open } = page.address;
    if (page.slidesOver && open !== null && ids.includes(open)) go({ query, open: null }, { replace: true });
  };

  const latest = useRef({ address: page.address, actOnAll, closeSheet });
  latest.current = { address: page.address, actOnAll, closeSheet };
  const actions = useMemo<InboxActions>(
    () => ({
      act: (action, ids) => {
        run({ action, ids: [...ids] });
        deselect(ids);
        if (action === "archive" || action === "unarchive") latest.current.closeSheet(ids);
      },
      snooze: (which, snoozedUntil) => {
        if (which === "all matching") return latest.current.actOnAll("snooze", snoozedUntil);
        run({ action: "snooze", ids: [...which], snoozedUntil });
        deselect(which);
        latest.current.closeSheet(which);
      },
      wake: (ids) => {
        wake(ids);
        deselect(ids);
        latest.current.closeSheet(ids);
      },
      snoozeToDate,
      open: (row) => {
        const { query, open } = latest.current.address;
        isOpened(row.id);
        go({ query, open: row.id }, { replace: open !== null });
        markRead(row);
      },
      follow: markRead,
      setLevel,
      select,
      toggleGroup,
    }),
    [go, run, markRead, isOpened, wake, setLevel, select, deselect, snoozeToDate, toggleGroup],
  );
  return { actions, actOnAll };
}
