import { Search, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { GraphGrid } from "@/components/graphs/graph-card";
import { UploadGraph } from "@/components/graphs/upload-graph";
import { buttonClass } from "@/components/ui/button";
import { chipClass } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { LinkPending } from "@/components/ui/link-pending";
import { inputClass } from "@/components/ui/text-field";
import { getRuntime } from "@/server/runtime";
import { graphPictures } from "@/server/workspace/graph-pictures";
import { type GraphFilter, listGraphs } from "@/server/workspace/list-graphs";
import { requireViewer } from "../viewer";

export const metadata: Metadata = { title: "Graphs" };

const pageSize = 24;
const views = { mine: "Mine", shared: "Shared with me", public: "Public" } as const;
type View = keyof typeof views;
type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function GraphsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const search = await searchParams;
  const view: View = Object.hasOwn(views, one(search.view)) ? (one(search.view) as View) : "mine";
  const [text, tag] = [one(search.q).trim().slice(0, 200), one(search.tag).slice(0, 200)];
  const page = Math.max(1, Math.min(10_000, Number.parseInt(one(search.page), 10) || 1));
  const { db } = getRuntime();
  const filter: GraphFilter = {
    ...(view === "mine"
      ? { ownerEmail: viewer.email }
      : view === "shared"
        ? { memberEmail: viewer.email }
        : { isPublic: 1 }),
    names: text ? [`%${text}%`] : [],
    tags: tag ? [tag] : [],
  };
  const { total, graphs } = await listGraphs(db, viewer, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  const pictures = await graphPictures(db, graphs);
  const tags = [...new Set(graphs.flatMap((graph) => graph.tags))].sort().slice(0, 12);
  const href = (change: Record<string, string | number>) => {
    const next = { view, q: text, tag, page: "", ...change };
    const parameters = Object.entries(next).filter(
      ([name, value]) => value !== "" && !(name === "view" && value === "mine"),
    );
    return `/graphs${parameters.length > 0 ? `?${new URLSearchParams(parameters.map(([name, value]) => [name, String(value)]))}` : ""}`;
  };
  const pages = Math.ceil(total / pageSize);
  const narrowed = text !== "" || tag !== "";
  return (
    <div className="mx-auto max-w-6xl px-4 py-6 sm:px-5 md:py-8">
      <UploadGraph title="Graphs">
        <div className="mb-5 flex flex-wrap items-center gap-2">
          <nav aria-label="Which graphs" className="flex flex-wrap gap-2">
            {Object.entries(views).map(([name, label]) => (
              <Link
                key={name}
                href={href({ view: name })}
                prefetch={false}
                aria-current={name === view ? "page" : undefined}
                className={chipClass(name === view)}
              >
                {label}
                <LinkPending />
              </Link>
            ))}
          </nav>
          <form action="/graphs" className="relative w-full sm:ml-auto sm:w-72">
            {view !== "mine" && <input type="hidden" name="view" value={view} />}
            {tag && <input type="hidden" name="tag" value={tag} />}
            <Icon of={Search} size={16} className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
            <input
              type="search"
              name="q"
              defaultValue={text}
              aria-label="Search graphs by name"
              placeholder="Search by name"
              className={`${inputClass} pl-9`}
            />
          </form>
        </div>
        {(tags.length > 0 || tag) && (
          <nav aria-label="Tags" className="mb-5 flex flex-wrap gap-1.5">
            {tag && (
              <Link href={href({ tag: "" })} prefetch={false} className={chipClass(true)}>
                <span className="truncate">{tag}</span> <span aria-hidden="true">×</span>
                <span className="sr-only">: show all tags</span>
              </Link>
            )}
            {tags
              .filter((name) => name !== tag)
              .map((name) => (
                <Link key={name} href={href({ tag: name })} prefetch={false} className={chipClass(false)}>
                  <span className="truncate">{name}</span>
                  <LinkPending />
                </Link>
              ))}
          </nav>
        )}
        <h2 className="sr-only">{views[view]}</h2>
        {graphs.length > 0 ? (
          <GraphGrid
            heading="h2"
            graphs={graphs.map((graph) => ({
              id: graph.id,
              name: graph.name,
              owner: graph.ownerEmail === viewer.email ? "You" : graph.ownerEmail,
              isPublic: graph.isPublic === 1,
              tags: graph.tags,
              updatedAt: graph.updatedAt && `${graph.updatedAt.replace(" ", "T")}Z`,
              picture: pictures.get(graph.id) ?? null,
            }))}
          />
        ) : narrowed ? (
          <EmptyState
            icon={<Icon of={Search} size={22} />}
            title="No graph matches"
            action={
              <Link href={`/graphs${view === "mine" ? "" : `?view=${view}`}`} className={buttonClass()}>
                Clear the search
              </Link>
            }
          >
            Names are searched, in whatever case.
          </EmptyState>
        ) : (
          <EmptyState icon={<Icon of={Waypoints} size={22} />} title={emptyTitles[view]}>
            {emptyWords[view]}
          </EmptyState>
        )}
        {pages > 1 && (
          <nav aria-label="Pages" className="mt-8 flex items-center justify-center gap-4">
            {page > 1 && (
              <Link href={href({ page: page - 1 })} className={buttonClass()}>
                Previous
              </Link>
            )}
            <span className="text-ink-2 tabular-nums">
              Page {page} of {pages}
            </span>
            {page < pages && (
              <Link href={href({ page: page + 1 })} className={buttonClass()}>
                Next
              </Link>
            )}
          </nav>
        )}
      </UploadGraph>
    </div>
  );
}

const emptyTitles: Record<View, string> = {
  mine: "No graphs of yours yet",
  shared: "Nothing is shared with you yet",
  public: "No graph is public yet",
};
const emptyWords: Record<View, string> = {
  mine: "Drop a Cytoscape.js file anywhere on this page, or upload it with the button.",
  shared: "What members of your groups share appears here.",
  public: "A graph’s owner can make it public on its page.",
};

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? "") : (value ?? ""));
