"use client";
import { useQuery } from "@tanstack/react-query";
import { BookmarkPlus, ChevronDown, CircleHelp } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { chipClass } from "@/components/ui/chip";
import { cx } from "@/components/ui/class-names";
import { deferred } from "@/components/ui/deferred";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { usePreloadWhenIdle } from "@/components/ui/when-idle";
import type { NotificationPage } from "@/server/contract/api";
import type { Notification } from "@/server/contract/notification";
import type { BulkAction } from "./inbox-actions";
import { filtersQuery } from "./queries/filters-query";
import { QueryField } from "./query-field";
import { inboxHref } from "./use-inbox-url";
import { views as allViews, chips, chipsOn, inGroup, type Place, pressChip, viewOf } from "./views";

/** Not part of the page's first load; there before anybody selects, also once the line is down. */
const BulkBar = deferred(() => import("./bulk-bar").then(({ BulkBar }) => BulkBar), {
  waiting: <div className="min-h-7 flex-1" />,
});

type Props = {
  query: string;
  field: RefObject<HTMLInputElement | null>;
  place: Place;
  /** The list of views, for widths that have no column for it. */
  views: ReactNode;
  problem: string | undefined;
  unknown: NotificationPage["unknown"];
  groups: readonly string[];
  people: readonly string[];
  selected: readonly Notification[];
  allMatching: boolean;
  canMatchMore: boolean;
  canMarkAll: boolean;
  onRetype: (query: string) => void;
  onGo: (query: string) => void;
  onAct: (action: Exclude<BulkAction, "snooze">) => void;
  onAllMatching: () => void;
  onClear: () => void;
  onMarkAll: () => void;
  onSaveFilter: () => void;
  onHelp: () => void;
};

/** Drawn small, reached by a finger within 44 px. */
const chipTouch =
  "relative touch:!h-8 touch:!px-3 after:absolute after:-inset-y-[7px] after:-inset-x-px touch:min-w-11";

/** Search, chips and Mark all read; while something is selected, what to do with it. */
export function InboxToolbar(props: Props) {
  const { query, views, selected, onGo, onMarkAll, onHelp } = props;
  const on = chipsOn(query);
  usePreloadWhenIdle(BulkBar.preload);
  return (
    <div
      className={cx(
        "z-30 border-b border-line bg-surface px-4 pt-3 pb-2 md:sticky md:top-header",
        // On small screens it scrolls away, but what to do with the selection stays.
        selected.length > 0 && "max-md:sticky max-md:top-[calc(var(--spacing-header)-52px)]",
      )}
    >
      <div className="flex items-start gap-2">
        <ViewsMenu query={query} groups={props.groups}>
          {views}
        </ViewsMenu>
        <QueryField
          query={query}
          onChange={props.onRetype}
          problem={props.problem}
          unknown={props.unknown}
          groups={props.groups}
          people={props.people}
          field={props.field}
        />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-1.5 gap-y-2 touch:gap-y-3.5">
        {selected.length > 0 ? (
          <BulkBar rows={selected} {...props} />
        ) : (
          <>
            <nav aria-label="Filters" className="flex flex-wrap gap-1 sm:gap-1.5">
              {chips.map(({ name, label }) => {
                const next = pressChip(query, name);
                return (
                  <a
                    key={name}
                    href={inboxHref({ query: next, open: null })}
                    aria-current={on.has(name) ? "true" : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                      event.preventDefault();
                      onGo(next);
                    }}
                    className={cx(chipClass(on.has(name)), chipTouch)}
                  >
                    {label}
                  </a>
                );
              })}
            </nav>
            <span className="flex items-center gap-1 sm:ml-auto">
              <button
                type="button"
                disabled={!props.canMarkAll}
                onClick={onMarkAll}
                className={cx(chipClass(false), chipTouch, "disabled:text-ink-3 disabled:hover:bg-surface")}
              >
                Mark all read
              </button>
              {query.trim() !== "" && (
                <IconButton
                  size="small"
                  label="Save this filter"
                  onClick={props.onSaveFilter}
                  className="touch:-my-1.5"
                >
                  <Icon of={BookmarkPlus} size={16} />
                </IconButton>
              )}
              <IconButton size="small" label="Keys" onClick={onHelp} className="touch:hidden">
                <Icon of={CircleHelp} size={16} />
              </IconButton>
            </span>
          </>
        )}
      </div>
    </div>
  );
}

/** The views on small screens; a disclosure of the browser, so that it opens before scripts have come. */
function ViewsMenu({ query, groups, children }: { query: string; groups: readonly string[]; children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const { data: filters } = useQuery(filtersQuery());
  const name =
    groups.find((group) => inGroup(group) === query) ??
    filters?.find((filter) => filter.query === query)?.name ??
    allViews.find((view) => view.name === viewOf(query))?.label;
  return (
    <details
      ref={menu}
      className="relative md:hidden"
      onBlur={(event) => {
        if (menu.current && !menu.current.contains(event.relatedTarget)) menu.current.open = false;
      }}
    >
      <summary className="flex h-9 list-none items-center gap-1.5 rounded-md border border-line px-2.5 font-medium touch:h-11 [&::-webkit-details-marker]:hidden">
        <span className="max-w-28 truncate">{name ?? "All"}</span>
        <Icon of={ChevronDown} size={16} />
      </summary>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the links inside have the keys; a choice closes the menu */}
      <div
        onClick={() => {
          if (menu.current) menu.current.open = false;
        }}
        className="absolute top-full left-0 z-40 mt-1.5 max-h-[70dvh] w-60 overflow-y-auto rounded-lg border border-line bg-surface p-2 shadow-float"
      >
        {children}
      </div>
    </details>
  );
}
