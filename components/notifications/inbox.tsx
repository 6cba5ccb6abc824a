"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { ApiError } from "@/components/api";
import { cx } from "@/components/ui/class-names";
import { Sheet } from "@/components/ui/dialog";
import { arrangeRows } from "./arrange-rows";
import { ArrivalsPill, useShowWhenIdle } from "./arrivals-pill";
import { EmptyList } from "./empty-list";
import { InboxActionsContext } from "./inbox-actions";
import { type InboxDialog, InboxDialogs } from "./inbox-dialogs";
import { InboxToolbar } from "./inbox-toolbar";
import { ListEnd, LoadingRows } from "./list-end";
import { Notice } from "./notice";
import { NotificationList } from "./notification-list";
import { watchesQuery } from "./queries/watch";
import { ReadingPane } from "./reading-pane";
import { ResultSaid } from "./result-said";
import { useFocusKept } from "./use-focus-kept";
import { useInboxActs } from "./use-inbox-acts";
import { useInboxCommands } from "./use-inbox-commands";
import { useInboxList } from "./use-inbox-list";
import { useInboxUrl } from "./use-inbox-url";
import { useInboxWork } from "./use-inbox-work";
import { useMedia } from "./use-media";
import { useOpenGroups } from "./use-open-groups";
import { useOpened } from "./use-opened";
import { usePinned } from "./use-pinned";
import { useSeenLine } from "./use-seen-line";
import { useSelection } from "./use-selection";
import { useToday } from "./use-today";
import { ViewList } from "./view-list";
import { placeOf, readable, searchedWords } from "./views";
import { thingKey } from "./watchable-things";

type Props = {
  /** The browser says that it is a phone's: there is no room for a reading pane. */
  phone: boolean;
  viewerEmail: string;
  groups: readonly { id: string; name: string }[];
};

/** The notifications page: views, list and reading pane around one query that lives in the address. */
export function Inbox({ phone, viewerEmail, groups }: Props) {
  const address = useInboxUrl();
  const { query, open: openId, go } = address;
  const asked = readable(query);
  const place = placeOf(asked);
  const list = useInboxList(asked, place);
  const { rows, back, first, seenThrough } = list;
  const work = useInboxWork();
  const { now, timeZone } = useToday();
  const wide = useMedia("(min-width: 80rem)");
  const field = useRef<HTMLInputElement>(null);
  const { openGroups, toggleGroup } = useOpenGroups();
  const [dialog, setDialog] = useState<InboxDialog | null>(null);
  const showKeys = () => setDialog({ kind: "keys" });

  const items = useMemo(
    () => arrangeRows({ rows, seenThrough, open: openGroups, now, timeZone, back }),
    [rows, seenThrough, openGroups, now, timeZone, back],
  );
  const order = useMemo(
    () =>
      items.flatMap((item) =>
        item.kind === "row" ? [item.row.id] : item.kind === "group" ? item.rows.map((row) => row.id) : [],
      ),
    [items],
  );
  const selection = useSelection(order);
  const { clear } = selection;
  const known = useMemo(() => new Map([...rows, ...back].map((row) => [row.id, row])), [rows, back]);
  const selected = useMemo(
    () => order.flatMap((id) => (selection.ids.has(id) ? (known.get(id) ?? []) : [])),
    [order, known, selection.ids],
  );
  const selectedIds = useMemo(() => selected.map((row) => row.id), [selected]);
  const { opened, isOpened, missing } = useOpened(openId, known, work.markRead);
  const pinned = usePinned(items, asked, !list.changing);
  const shown = opened ?? pinned;
  const { data: watches } = useQuery(watchesQuery());
  const muted = useMemo(() => new Set(watches?.filter(({ level }) => level === "muted").map(thingKey)), [watches]);
  useSeenLine(asked === "" ? first?.snapshot : undefined);
  useFocusKept(items);
  useShowWhenIdle(list.waiting > 0 || list.changedElsewhere, selection.ids.size > 0, list.show);

  const goTo = useCallback(
    (next: string) => {
      clear();
      go({ query: next, open: null });
      window.scrollTo(0, 0);
    },
    [go, clear],
  );
  const retype = useCallback(
    (next: string) => {
      clear();
      go({ query: next, open: null }, { replace: true });
    },
    [go, clear],
  );

  const { actions, actOnAll } = useInboxActs({
    address,
    work,
    selection,
    asked,
    snapshot: first?.snapshot,
    slidesOver: wide === false,
    isOpened,
    snoozeToDate: useCallback((which) => setDialog({ kind: "snooze", which }), []),
    toggleGroup,
  });
  useInboxCommands({
    items,
    known,
    opened,
    selectedIds,
    muted,
    actions,
    search: () => field.current?.focus(),
    undo: work.undoLast,
    help: showKeys,
    leave: () => (selection.ids.size > 0 ? clear() : openId && go({ query, open: null })),
  });

  const inSheet = wide === false && opened !== undefined;
  const withPane = wide ?? (openId !== null || !phone);
  // A page under a sheet is out of reach, to the hand and to the ear.
  const said = <Notice notice={work.notice} onClose={work.closeNotice} />;
  const views = <ViewList query={query} groups={groups} onGo={goTo} />;
  return (
    <InboxActionsContext value={actions}>
      <div className="grid grid-cols-1 md:grid-cols-[216px_minmax(0,1fr)] xl:grid-cols-[216px_minmax(0,1fr)_clamp(360px,33vw,480px)]">
        <div className="sticky top-header hidden h-[calc(100dvh-var(--spacing-header))] overflow-y-auto border-r border-line px-2.5 py-4 md:block">
          {views}
        </div>
        <div
          id="inbox-list"
          className="min-h-[calc(100dvh-var(--spacing-header))] min-w-0 bg-surface xl:border-r xl:border-line"
        >
          <h1 className="sr-only">Notifications</h1>
          <InboxToolbar
            query={query}
            field={field}
            place={place}
            views={views}
            problem={list.error instanceof ApiError && list.error.status === 422 ? list.error.message : undefined}
            unknown={list.changing ? undefined : first?.unknown}
            groups={groups.map((group) => group.name)}
            people={[...new Set(rows.flatMap((row) => (row.actor ? [row.actor.email] : [])))]}
            selected={selected}
            allMatching={selection.allMatching}
            canMatchMore={list.next !== null && selectedIds.length >= 2}
            canMarkAll={rows.some((row) => !row.read) || list.next !== null}
            onRetype={retype}
            onGo={goTo}
            onAct={(action) => (selection.allMatching ? actOnAll(action) : actions.act(action, selectedIds))}
            onAllMatching={() => selection.setAllMatching(true)}
            onClear={clear}
            onMarkAll={() => actOnAll("read")}
            onSaveFilter={() => setDialog({ kind: "save filter", query: asked })}
            onHelp={showKeys}
          />
          {missing && (
            <p role="status" className="mx-4 mt-3 rounded-md bg-sunk px-3 py-2 text-ink-2">
              The notification that was asked for is no longer there.
            </p>
          )}
          <ArrivalsPill waiting={list.waiting} changed={list.changedElsewhere} onShow={list.show} />
          <div
            className={cx(
              "group/list relative before:absolute before:inset-x-0 before:-top-px before:h-0.5 before:bg-accent before:opacity-0 before:transition-opacity",
              // The rows before stay readable until the ones asked for are there.
              list.changing && "motion-safe:before:animate-shimmer before:opacity-100 before:delay-150",
            )}
            aria-busy={list.changing}
            data-selecting={selection.ids.size > 0 ? "" : undefined}
          >
            {list.loading && !list.error && <LoadingRows count={8} />}
            {first && items.length === 0 && !list.next && (
              <EmptyList query={query} unknown={first.unknown} onClear={() => goTo("")} />
            )}
            <NotificationList
              items={items}
              query={query}
              search={searchedWords(asked)}
              currentId={shown?.id ?? null}
              selection={selection.ids}
              viewerEmail={viewerEmail}
              muted={muted}
              leaving={list.leaving}
            />
            <ResultSaid
              query={asked}
              settled={!list.changing && !list.loading}
              pages={list.pages}
              count={order.length}
              more={list.next !== null}
            />
            <ListEnd
              query={query}
              next={list.next}
              loading={list.loadingMore}
              error={list.error}
              onMore={list.error && !list.failedMore ? list.retry : list.more}
              size={items.length}
            />
          </div>
        </div>
        <section
          id="reading"
          aria-label="Reading pane"
          className={cx(
            "p-6 xl:sticky xl:top-header xl:h-[calc(100dvh-var(--spacing-header))] xl:overflow-y-auto",
            // Before scripts have come, an opened one stands below the list; then it slides over it.
            (wide !== null || openId === null) && "max-xl:hidden",
          )}
        >
          {!withPane ? null : shown ? (
            <ReadingPane row={shown} />
          ) : (
            <p className="pt-16 text-center text-ink-3">Nothing to read here.</p>
          )}
        </section>
      </div>
      <Sheet
        open={inSheet}
        onClose={() => wide === false && go({ query, open: null }, { replace: true })}
        title="Notification"
        quietTitle
      >
        {opened && <ReadingPane row={opened} />}
        {said}
      </Sheet>
      <InboxDialogs open={dialog} onClose={() => setDialog(null)} />
      {!inSheet && said}
    </InboxActionsContext>
  );
}
