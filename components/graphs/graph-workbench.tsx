"use client";
import { useQuery } from "@tanstack/react-query";
import type { Core } from "cytoscape";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Picture } from "@/server/contract/picture";
import { api } from "../api";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { IconButton } from "../ui/icon-button";
import { inputClass } from "../ui/text-field";
import { AllowedImages, useDocumentImages } from "./allowed-images";
import { applyPositions, fitView, openView, placeOf, positionsNow } from "./cytoscape-view";
import { ImageConsent } from "./image-consent";
import { LayoutSection } from "./layout-section";
import { MoveNode } from "./move-node";
import { NetworkThumbnail } from "./network-thumbnail";
import { Popup } from "./popup";
import type { FullGraph, LayoutInfo } from "./types";
import { wantedImages } from "./wanted-images";

type Chosen = { title: string; popup: string | null; isNode: boolean };

/** The network, to be looked at and arranged; its layouts beside it. */
export function GraphWorkbench({
  graphId,
  version,
  name,
  picture,
  placed: givenPlaces,
  layouts,
  initialLayout,
  defaultLayout,
  viewerEmail,
  mayUpdate,
  images: allowedImages,
  children,
  after,
}: {
  graphId: number;
  /** Changes with the network and its style only: sharing or saving a layout must not reset what one arranged. */
  version: string;
  name: string;
  /** What is shown until the network itself has come. */
  picture: Picture;
  /** Places of the nodes that the graph gives none. */
  placed: Record<string, { x: number; y: number }>;
  layouts: LayoutInfo[];
  initialLayout: number | null;
  defaultLayout: number | null;
  viewerEmail: string;
  mayUpdate: boolean;
  /** Origins from which the viewer lets this graph show pictures. */
  images: string[];
  children: ReactNode;
  /** Below the layouts. */
  after: ReactNode;
}) {
  const {
    data: graph,
    error,
    refetch,
  } = useQuery({
    queryKey: ["graphs", graphId, version],
    queryFn: ({ signal }) => api<FullGraph>(`/api/v1/graphs/${graphId}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const images = useDocumentImages(graphId, allowedImages);
  const wanted = useMemo(() => (graph ? wantedImages(graph, location.origin) : []), [graph]);
  const places = useRef(givenPlaces);
  places.current = givenPlaces;
  const canvas = useRef<HTMLDivElement>(null);
  const view = useRef<Core>(null);
  const [ready, setReady] = useState(false);
  /** Marking a node draws all of a large network again: not for every letter. */
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [undrawn, setUndrawn] = useState(false);
  const [refused, setRefused] = useState(0);
  const [chosen, setChosen] = useState<Chosen>();
  const [layoutId, setLayoutId] = useState(initialLayout);
  const original = useRef<Record<string, { x: number; y: number }>>({});
  const start = useRef(layouts.find(({ id }) => id === initialLayout)?.positions);

  useEffect(() => {
    const container = canvas.current;
    if (!container || !graph) return;
    let gone = false;
    setUndrawn(false);
    const open = async () => {
      const { cy, refused: left } = await openView(container, graph, places.current, images);
      if (gone) return cy.destroy();
      view.current = cy;
      original.current = positionsNow(cy);
      if (start.current) {
        const from = start.current;
        cy.batch(() => {
          for (const node of cy.nodes(":childless").toArray()) {
            const place = placeOf(from, node.id());
            if (place) node.position({ ...place });
          }
        });
      }
      fitView(cy);
      cy.on("select", "node, edge", ({ target }) => setChosen(chosenOf(target.data())));
      cy.on("unselect", () => setChosen(undefined));
      setRefused(left);
      setReady(true);
    };
    open().catch(() => setUndrawn(!gone));
    return () => {
      gone = true;
      view.current?.destroy();
      view.current = null;
      setReady(false);
    };
  }, [graph, images]);

  const find = (text: string) => {
    const cy = view.current;
    if (!cy) return;
    cy.elements().unselect();
    const wanted = text.trim().toLowerCase();
    if (!wanted) return;
    const named = (fits: (name: string) => boolean) =>
      cy
        .nodes()
        .filter((node) => [node.data("label"), node.data("name"), node.id()].some((name) => fits(lower(name))))
        .first();
    const exact = named((name) => name === wanted);
    const found = exact.length > 0 ? exact : named((name) => name.startsWith(wanted));
    if (found.length === 0) return setChosen(undefined);
    found.select();
    cy.center(found);
  };
  const zoom = (by: number) => {
    const cy = view.current;
    if (cy) cy.zoom({ level: cy.zoom() * by, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  };
  const move = (x: number, y: number) => {
    const cy = view.current;
    cy?.nodes(":selected").shift({ x: x / cy.zoom(), y: y / cy.zoom() });
  };
  const show = (layout: LayoutInfo | null) => {
    setLayoutId(layout?.id ?? null);
    if (view.current) applyPositions(view.current, layout?.positions ?? original.current);
  };

  return (
    <AllowedImages value={images}>
      <div className="grid grid-cols-[minmax(0,1fr)] lg:min-h-[calc(100dvh-52px)] lg:grid-cols-[minmax(0,1fr)_360px]">
        <section
          aria-label={`The network ${name}`}
          className="relative h-[56vh] min-h-80 border-line bg-surface lg:sticky lg:top-header lg:h-[calc(100dvh-52px)] lg:border-r"
        >
          <div className="absolute inset-0" data-testid="graph-canvas" data-ready={ready}>
            {/* Cytoscape.js makes its container `position: relative`. */}
            <div ref={canvas} className="size-full" />
          </div>
          {!ready && !error && !undrawn && (
            <div className="absolute inset-0 grid place-items-center p-12 opacity-60">
              <NetworkThumbnail picture={picture} large />
            </div>
          )}
          {(error || undrawn) && (
            <div
              role="alert"
              className="absolute inset-0 grid content-center justify-items-center gap-4 p-8 text-center"
            >
              <p className="max-w-sm text-balance text-ink-2">
                {error ? `The network could not be loaded. ${error.message}` : "The network could not be drawn."}
              </p>
              <Button onClick={() => void (error ? refetch() : location.reload())}>Try again</Button>
            </div>
          )}
          <div className="absolute top-3 left-3 w-44">
            <input
              type="search"
              aria-label="Find a node"
              placeholder="Find a node"
              className={inputClass}
              onChange={({ target: { value } }) => {
                clearTimeout(typing.current);
                typing.current = setTimeout(() => find(value), 120);
              }}
            />
          </div>
          <div className="absolute right-3 bottom-3 flex rounded-md border border-line bg-surface">
            <IconButton label="Zoom in" onClick={() => zoom(1.3)}>
              <Icon of={ZoomIn} />
            </IconButton>
            <IconButton label="Zoom out" onClick={() => zoom(1 / 1.3)}>
              <Icon of={ZoomOut} />
            </IconButton>
            <IconButton label="Fit" onClick={() => view.current && fitView(view.current)}>
              <Icon of={Maximize} />
            </IconButton>
          </div>
          {chosen && (
            <div className="absolute bottom-3 left-3 max-h-64 w-72 max-w-[calc(100%-160px)] overflow-y-auto rounded-md border border-line bg-surface p-3 shadow-float">
              <div role="status">
                <p className="mb-1 font-mono font-medium">{chosen.title}</p>
                {chosen.popup && <Popup html={chosen.popup} />}
              </div>
              {chosen.isNode && <MoveNode onMove={move} />}
            </div>
          )}
        </section>
        <aside aria-label="About this graph" className="min-w-0 divide-y divide-line bg-ground wrap-anywhere">
          {children}
          <ImageConsent graphId={graphId} wanted={wanted} />
          {refused > 0 && (
            <p className="px-5 py-3 text-meta text-ink-3">
              {refused === 1 ? "One part" : `${refused} parts`} of this graph’s style would load something else from
              elsewhere, and {refused === 1 ? "is" : "are"} left out.
            </p>
          )}
          <LayoutSection
            graphId={graphId}
            layouts={layouts}
            current={layoutId}
            defaultLayout={defaultLayout}
            viewerEmail={viewerEmail}
            mayUpdate={mayUpdate}
            onShow={show}
            positions={() => (view.current ? positionsNow(view.current) : null)}
          />
          {after}
        </aside>
      </div>
    </AllowedImages>
  );
}

const lower = (name: unknown) => String(name ?? "").toLowerCase();

function chosenOf(data: Record<string, unknown>): Chosen {
  const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");
  const title = data.source
    ? `${text(data.source)} – ${text(data.target)}`
    : text(data.label) || text(data.name) || text(data.id);
  const popup = typeof data.popup === "string" && data.popup ? data.popup : null;
  return { title, popup, isNode: !data.source };
}
