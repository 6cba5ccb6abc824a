import Link from "next/link";
import type { ReactNode } from "react";
import { countText } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { Counts } from "@/server/contract/notification";
import { inboxHref } from "./use-inbox-url";
import { countOf, inGroup, placeOf, views } from "./views";

export type Named = { id: string; name: string; count: number };
export type SavedFilter = { id: string; name: string; query: string; count: number };

type Props = {
  query: string;
  counts: Counts | undefined;
  groups: readonly Named[];
  filters: readonly SavedFilter[];
  onGo: (query: string) => void;
};

/** Views, groups and saved filters, each with its count. Plain links, so they work before scripts do. */
export function ViewList({ query, counts, groups, filters, onGo }: Props) {
  const exact = [...groups.map((group) => inGroup(group.name)), ...filters.map((filter) => filter.query)].includes(
    query,
  );
  const place = query === "is:unread" ? "unread" : placeOf(query);
  return (
    <nav aria-label="Views" className="flex flex-col gap-6">
      <ul className="flex flex-col gap-1">
        {views.map((view) => (
          <ViewLink
            key={view.name}
            query={view.query}
            current={!exact && view.name === place}
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
            count={group.count}
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
            count={filter.count}
            onGo={onGo}
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

type LinkProps = { query: string; current: boolean; count: number; onGo: (query: string) => void; children: ReactNode };

function ViewLink({ query, current, count, onGo, children }: LinkProps) {
  return (
    <li>
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
          <span className="ml-auto text-meta tabular-nums text-ink-3">
            {countText(count)}
            <span className="sr-only"> notifications</span>
          </span>
        )}
      </Link>
    </li>
  );
}
