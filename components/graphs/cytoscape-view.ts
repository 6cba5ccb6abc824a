import type { Core, ElementDefinition, StylesheetJson } from "cytoscape";
import { safeStyle } from "./safe-style";
import type { FullGraph } from "./types";

type Positions = Record<string, { x: number; y: number }>;

/** Above this many elements drawing trades detail while moving for smoothness. */
const large = 2500;

/**
 * Draws a graph into `container`, in the theme's colours where its own style says nothing, with pictures from those
 * origins only that are allowed.
 */
export async function openView(
  container: HTMLElement,
  graph: FullGraph,
  positions: Positions,
  allowedImages: ReadonlySet<string>,
): Promise<{ cy: Core; refused: number }> {
  const { default: cytoscape } = await import("cytoscape");
  const { nodes, edges } = graph.graph_json.elements;
  const isLarge = nodes.length + edges.length > large;
  const { rules, refused } = safeStyle(graph.style_json, (origin) => allowedImages.has(origin));
  const elements: ElementDefinition[] = [
    ...nodes.map((node): ElementDefinition => {
      const id = String(node.data.id);
      return {
        group: "nodes",
        data: { ...node.data, id },
        position: { ...(placeOf(positions, id) ?? node.position ?? { x: 0, y: 0 }) },
      };
    }),
    // Ids of edges may repeat those of nodes in what people upload; no name holds a NUL.
    ...edges.map(
      (edge, index): ElementDefinition => ({
        group: "edges",
        data: {
          ...edge.data,
          id: `edge\0${index}`,
          source: String(edge.data.source),
          target: String(edge.data.target),
        },
      }),
    ),
  ];
  cytoscape.warnings(false);
  const open = (style: StylesheetJson) =>
    cytoscape({
      container,
      elements,
      style,
      layout: { name: "preset", padding: 40 },
      minZoom: 0.02,
      maxZoom: 6,
      ...(isLarge ? { hideEdgesOnViewport: true, textureOnViewport: true, pixelRatio: 1 } : {}),
    });
  const base = themed(container, isLarge);
  try {
    const cy = open([...base, ...(rules as StylesheetJson), ...marks(container)]);
    repaintWithTheme(cy, () => [...themed(container, isLarge), ...(rules as StylesheetJson), ...marks(container)]);
    return { cy, refused };
  } catch {
    // A style that Cytoscape.js cannot read must not hide the network.
    container.replaceChildren();
    return { cy: open([...base, ...marks(container)]), refused: refused + rules.length };
  }
}

/** Light or dark may change while the network is open. */
function repaintWithTheme(cy: Core, style: () => StylesheetJson): void {
  const repaint = () => cy.style(style());
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = new MutationObserver(repaint);
  system.addEventListener("change", repaint);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  cy.one("destroy", () => {
    system.removeEventListener("change", repaint);
    chosen.disconnect();
  });
}

/** The theme's colours as Cytoscape.js can read them: it draws on a canvas, where CSS variables mean nothing. */
function colours(container: HTMLElement) {
  const probe = document.createElement("span");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  // With a transition, the colour just set would not be the colour read.
  probe.style.transitionProperty = "none";
  container.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--color-${name})`;
    if (!context) return "#888";
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  };
  const found = {
    ink: read("ink"),
    surface: read("surface"),
    accent: read("accent"),
    edge: read("edge"),
    watch: read("watch"),
  };
  probe.remove();
  return found;
}

function themed(container: HTMLElement, isLarge: boolean): StylesheetJson {
  const { ink, surface, accent, edge } = colours(container);
  return [
    {
      selector: "node",
      style: {
        label: (node: { data(key: string): unknown }) =>
          String(node.data("label") || node.data("name") || node.data("id")),
        "background-color": accent,
        color: ink,
        "text-outline-color": surface,
        "text-outline-width": 2,
        "font-family": getComputedStyle(container).fontFamily,
        "font-size": 11,
        "text-valign": "bottom",
        "text-margin-y": 4,
        // One name of a hundred letters would make the whole network small.
        "text-wrap": "ellipsis",
        "text-max-width": "160px",
        "min-zoomed-font-size": isLarge ? 9 : 4,
        width: 30,
        height: 30,
      },
    },
    { selector: "$node > node", style: { "background-opacity": 0.12, "text-valign": "top" } },
    {
      selector: "edge",
      style: {
        width: 1.5,
        "line-color": edge,
        "target-arrow-color": edge,
        "curve-style": isLarge ? "haystack" : "bezier",
      },
    },
    { selector: "edge[?is_directed]", style: { "target-arrow-shape": "triangle" } },
  ] as unknown as StylesheetJson;
}

/** After the graph's own style: what is chosen is always seen. */
function marks(container: HTMLElement): StylesheetJson {
  const { ink, watch } = colours(container);
  return [
    { selector: "node:selected", style: { "outline-color": ink, "outline-width": 3, "outline-offset": 4 } },
    { selector: "edge:selected", style: { "overlay-color": watch, "overlay-opacity": 0.3, "overlay-padding": 6 } },
  ] as unknown as StylesheetJson;
}

/** All of it in view; two nodes need no magnifying glass. */
export function fitView(cy: Core): void {
  cy.fit(undefined, 40);
  if (cy.zoom() <= closest) return;
  cy.zoom(closest);
  cy.center();
}
const closest = 2.5;

/** Where a layout puts a node; one may be called `constructor`. */
export const placeOf = (positions: Positions, id: string) => (Object.hasOwn(positions, id) ? positions[id] : undefined);

/** Moves all nodes that the layout knows. */
export function applyPositions(cy: Core, positions: Positions): void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || cy.nodes().length > 500;
  cy.batch(() => {
    for (const node of cy.nodes(":childless").toArray()) {
      const to = placeOf(positions, node.id());
      if (!to) continue;
      if (still) node.position({ ...to });
      else node.animate({ position: { ...to } }, { duration: 180 });
    }
  });
  if (still) fitView(cy);
  else
    setTimeout(
      () => cy.destroyed() || cy.animate({ fit: { eles: cy.elements(), padding: 40 } }, { duration: 160 }),
      200,
    );
}

export const positionsNow = (cy: Core): Positions =>
  Object.fromEntries(
    cy.nodes(":childless").map((node) => {
      const { x, y } = node.position();
      return [node.id(), { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 }];
    }),
  );
