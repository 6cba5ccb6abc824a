import { createHash } from "node:crypto";
import { Globe } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { ClearUnread } from "@/components/graphs/clear-unread";
import { counted } from "@/components/graphs/counted";
import { EditGraph } from "@/components/graphs/edit-graph";
import { GraphWorkbench } from "@/components/graphs/graph-workbench";
import { HistoryList } from "@/components/graphs/history-list";
import { PanelSection } from "@/components/graphs/panel-section";
import { Popup } from "@/components/graphs/popup";
import { ShareSection } from "@/components/graphs/share-section";
import { WatchButton } from "@/components/graphs/watch-button";
import { WhyNotHeard } from "@/components/notifications/why-not-heard";
import { Icon } from "@/components/ui/icon";
import { RelativeTime } from "@/components/ui/relative-time";
import { listGroups as listOwnGroups } from "@/server/access/list-groups";
import { listHistory } from "@/server/inbox/list-history";
import { countWatchers } from "@/server/preferences/count-watchers";
import { listWatches } from "@/server/preferences/list-watches";
import { readAllowedImages } from "@/server/preferences/read-allowed-images";
import { readWatch } from "@/server/preferences/read-watch";
import { getRuntime } from "@/server/runtime";
import { describeNewGraph } from "@/server/workspace/describe-change";
import { listVisibleLayouts } from "@/server/workspace/list-layouts";
import { readNetwork, readPositions } from "@/server/workspace/network";
import { parsed } from "@/server/workspace/parsed";
import { mayDo } from "@/server/workspace/permissions";
import { placeNodes } from "@/server/workspace/place-nodes";
import { listGraphGroups } from "@/server/workspace/share-graph";
import { loadGraph } from "./load-graph";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ user_layout?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { graph } = await loadGraph((await params).id);
  return { title: graph.name };
}

export default async function GraphPage({ params, searchParams }: Props) {
  const { viewer, graph } = await loadGraph((await params).id);
  const { user_layout: wanted } = await searchParams;
  const { db } = getRuntime();
  const [images, layouts, sharedWith, myGroups, watch, watches, history] = await Promise.all([
    readAllowedImages(db, viewer.userId, graph.id, (await headers()).get("cookie")),
    listVisibleLayouts(db, viewer, graph.id),
    listGraphGroups(db, viewer, graph.id),
    listOwnGroups(db, viewer.userId),
    readWatch(db, viewer.userId, { type: "graph", id: graph.id }),
    listWatches(db, viewer.userId),
    listHistory(db, viewer, { type: "graph", id: graph.id }),
  ]);
  const watchers = await countWatchers(
    db,
    "layout",
    layouts.map(({ id }) => id),
  );
  const json = parsed(graph.graphJson) as { data?: Record<string, unknown> };
  const network = readNetwork(json);
  const placed = network.nodes.every(({ position }) => position) ? {} : Object.fromEntries(placeNodes(network));
  const { picture } = describeNewGraph(network);
  const asked = Number(Array.isArray(wanted) ? wanted[0] : wanted);
  const initial = layouts.some(({ id }) => id === asked) ? asked : graph.defaultLayoutId;
  const description = typeof json.data?.description === "string" ? json.data.description : "";
  const { title } = network;
  return (
    <>
      <ClearUnread graphId={graph.id} />
      <GraphWorkbench
        graphId={graph.id}
        version={createHash("sha256").update(graph.graphJson).update(graph.styleJson).digest("base64url")}
        name={graph.name}
        picture={picture ?? { nodes: [], edges: [], of: 0 }}
        placed={placed}
        layouts={layouts.map(({ positionsJson, id, name, ownerEmail, isShared }) => ({
          id,
          name,
          ownerEmail,
          isShared,
          watchers: watchers.get(id) ?? 0,
          watch: watches.find((each) => each.type === "layout" && each.id === String(id))?.level ?? null,
          positions: readPositions(parsed(positionsJson)),
        }))}
        initialLayout={initial}
        defaultLayout={graph.defaultLayoutId}
        viewerEmail={viewer.email}
        mayUpdate={mayDo.graph(viewer, "update", graph)}
        images={images}
        after={
          <PanelSection title="What happened">
            <HistoryList entries={history} />
            <WhyNotHeard thing={{ type: "graph", id: String(graph.id), name: graph.name }} className="mt-3" />
          </PanelSection>
        }
      >
        <header className="grid grid-cols-[minmax(0,1fr)] gap-2 px-5 pt-5 pb-4">
          <h1 className="text-title font-bold">{graph.name}</h1>
          {title && title !== graph.name && <p className="text-ink-2">{title}</p>}
          <p className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-3 tabular-nums">
            {graph.isPublic === 1 && (
              <>
                <Icon of={Globe} size={13} />
                <span>Public</span>
                <span aria-hidden="true">·</span>
              </>
            )}
            <span>{graph.ownerEmail === viewer.email ? "Yours" : graph.ownerEmail}</span>
            <span>
              · {counted(network.nodes.length, "node")}, {counted(network.edges.length, "edge")}
            </span>
            {graph.updatedAt && (
              <span>
                · <RelativeTime iso={`${graph.updatedAt.replace(" ", "T")}Z`} />
              </span>
            )}
          </p>
          <div className="mt-1 flex flex-wrap items-center gap-2">
            <WatchButton
              type="graph"
              id={graph.id}
              name={graph.name}
              initial={{ level: watch.level, watchers: watch.watchers }}
            />
            {mayDo.graph(viewer, "update", graph) && (
              <EditGraph graphId={graph.id} name={graph.name} tags={graph.tags} />
            )}
          </div>
          {description && (
            <div className="mt-1 text-ink-2">
              <Popup html={description} />
            </div>
          )}
          {graph.tags.length > 0 && (
            <ul aria-label="Tags" className="mt-1 flex flex-wrap gap-1.5">
              {graph.tags.map((tag) => (
                <li key={tag}>
                  <Link
                    href={`/graphs?${new URLSearchParams({ tag })}`}
                    prefetch={false}
                    className="rounded-sm bg-sunk px-1.5 py-0.5 text-meta text-ink-2 hover:text-ink"
                  >
                    {tag}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </header>
        <ShareSection
          graphId={graph.id}
          name={graph.name}
          isPublic={graph.isPublic === 1}
          sharedWith={sharedWith}
          myGroups={myGroups.map(({ id, name }) => ({ id: Number(id), name }))}
          mayShare={mayDo.graph(viewer, "share", graph)}
          mayUpdate={mayDo.graph(viewer, "update", graph)}
          mayDelete={mayDo.graph(viewer, "delete", graph)}
        />
      </GraphWorkbench>
    </>
  );
}
