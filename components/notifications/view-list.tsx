import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { countText } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { countsQuery } from "./queries/counts-query";
import { filterCountsQuery, filtersQuery, useDeleteFilter } from "./queries/filters-query";
import { inboxHref } from "./use-inbox-url";
import { countOf, inGroup, viewOf, views } from "./views";

type Props = {
  query: string;
  groups: readonly { id: string; name: string }[];
  onGo: (query: string) => void;
};

/** Views, groups and saved filters, each with its count. Plain links, so they work before scripts do. */
export function ViewList({ query, groups, onGo }: Props) {
  const { data: counts } = useQuery(countsQuery());
  const { data: filters = [] } = useQuery(filtersQuery());
  const { data: filterCounts } = useQuery(filterCountsQuery({ queries: filters.map((filter) => filter.query) }));
  const forget = useDeleteFilter();
  const exact = [...groups.map((group) => inGroup(group.name)), ...filters.map((filter) => filter.query)].includes(
    query,
  );
  const shown = viewOf(query);
  return (
    <nav aria-label="Views" className="flex flex-col gap-6">
      <ul className="flex flex-col gap-1">
        {views.map((view) => (
          <ViewLink
            key={view.name}
            query={view.query}
            current={!exact && view.name === shown}
            count={countOf(view.name, counts)}
            onGo={onGo}
          >
            <Icon of={view.icon} />
            {view.label}
          </ViewLink>
        ))}
      </ul>
      <Section title="Groups">
        {groups.map((group) => (
          <ViewLink
            key={group.id}
            query={inGroup(group.name)}
            current={query === inGroup(group.name)}
            count={counts?.groups[group.id] ?? 0}
            onGo={onGo}
          >
            <span className="truncate">{group.name}</span>
          </ViewLink>
        ))}
      </Section>
      <Section title="Filters">
        {filters.map((filter) => (
          <ViewLink
            key={filter.id}
            query={filter.query}
            current={query === filter.query}
            count={filterCounts?.[filter.query] ?? 0}
            onGo={onGo}
            onForget={() => forget.mutate({ id: filter.id })}
            name={filter.name}
          >
            <span className="truncate">{filter.name}</span>
          </ViewLink>
        ))}
      </Section>
    </nav>
  );
}

function Section({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h2 className="mb-1.5 px-2.5 text-meta font-medium text-ink-3">{title}</h2>
      <ul className="flex flex-col gap-1">{children}</ul>
    </section>
  );
}

type LinkProps = {
  query: string;
  current: boolean;
  count: number;
  onGo: (query: string) => void;
  /** Takes a saved filter out of the list. */
  onForget?: () => void;
  name?: string;
  children: ReactNode;
};

function ViewLink({ query, current, count, onGo, onForget, name, children }: LinkProps) {
  return (
    <li className="group/view relative">
      <Link
        href={inboxHref({ query, open: null })}
        prefetch={false}
        aria-current={current ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onGo(query);
        }}
        className={cx(
          "flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors touch:h-11",
          current ? "bg-accent-soft font-medium text-ink" : "text-ink-2 hover:bg-sunk hover:text-ink",
        )}
      >
        {children}
        {count > 0 && (
          <span
            className={cx(
              "ml-auto text-meta tabular-nums text-ink-3",
              onForget && "group-focus-within/view:invisible group-hover/view:invisible touch:visible! touch:pr-9",
            )}
          >
            {countText(count)}
            <span className="sr-only"> {count === 1 ? "notification" : "notifications"}</span>
          </span>
        )}
      </Link>
      {onForget && (
        <IconButton
          size="small"
          label={`Delete the filter ${name}`}
          onClick={({ currentTarget }) => {
            neighbourOf(currentTarget)?.focus();
            onForget();
          }}
          className="absolute! top-0.5 right-1 opacity-0 group-focus-within/view:opacity-100 group-hover/view:opacity-100 touch:top-0 touch:opacity-100"
        >
          <Icon of={X} size={14} />
        </IconButton>
      )}
    </li>
  );
}

/** The link after the one that a button belongs to, or before it. */
function neighbourOf(button: HTMLElement): HTMLElement | undefined {
  const links = [...(button.closest("nav")?.querySelectorAll("a") ?? [])];
  const own = links.findIndex((link) => link.parentElement === button.parentElement);
  return links[own + 1] ?? links[own - 1];
}
