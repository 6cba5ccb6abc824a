import { cutText } from "../contract/cut-text";
import { type Picture, pictureCaps, pictureSize, pictureStates } from "../contract/picture";
import type { NetworkComparison } from "./compare-networks";
import type { Network, Position } from "./network";
import { placeNodes } from "./place-nodes";

type Named = Pick<NetworkComparison, "nodesAdded" | "nodesRemoved" | "edgesAdded" | "edgesRemoved"> & {
  nodesMoved?: readonly string[];
};
const stateOf = Object.fromEntries(pictureStates.map((state, index) => [state, index]));
const margin = 60;

/**
 * Draws a network: with `change`, what was added in and what was removed from `before`, which stays at its old
 * place. Of a large network the changed nodes, their neighbours and the best connected ones.
 */
export function drawPicture(
  after: Network,
  change?: Named & { before: Network },
  positions: Map<string, Position> = new Map(),
): Picture {
  const removedIds = new Set(change?.nodesRemoved.map(({ id }) => id));
  const addedEdges = new Set(change?.edgesAdded);
  const gone = change?.before.nodes.filter(({ id }) => removedIds.has(id)) ?? [];
  const nodes = [...after.nodes, ...gone];
  const edges = [
    ...after.edges.map((edge) => ({ ...edge, state: addedEdges.has(edge) ? "added" : "same" })),
    ...(change?.edgesRemoved.map((edge) => ({ ...edge, state: "removed" })) ?? []),
  ];
  const states = new Map<string, string>(change?.nodesMoved?.map((id) => [id, "moved"]));
  for (const { id } of change?.nodesAdded ?? []) states.set(id, "added");
  for (const id of removedIds) states.set(id, "removed");

  const chosen = choose(nodes, edges, states);
  const points = scaleToBox(placeNodes({ nodes, edges, title: null }, positions), chosen);
  const place = new Map(chosen.map(({ id }, index) => [id, index]));
  const seen = new Set<string>();
  const drawn = edges
    .flatMap(({ source, target, state }): [number, number, number][] => {
      const [from, to] = [place.get(source), place.get(target)];
      if (from === undefined || to === undefined || from === to) return [];
      const key = `${Math.min(from, to)}-${Math.max(from, to)}-${state}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [[from, to, stateOf[state] ?? 0]];
    })
    // Changes before the rest, then what joins the most important nodes.
    .sort((a, b) => b[2] - a[2] || Math.max(a[0], a[1]) - Math.max(b[0], b[1]))
    .slice(0, pictureCaps.edges);
  return {
    nodes: chosen.map(({ id, label }, index) => {
      const { x, y } = points[index] as Position;
      return [cutText(label, 40), x, y, stateOf[states.get(id) ?? "same"] ?? 0];
    }),
    edges: drawn,
    of: after.nodes.length,
  };
}

/** At most the cap, in order of importance. */
function choose(
  nodes: Network["nodes"],
  edges: { source: string; target: string; state: string }[],
  states: Map<string, string>,
) {
  const weight = new Map<string, number>();
  const add = (id: string, by: number) => weight.set(id, (weight.get(id) ?? 0) + by);
  for (const id of states.keys()) add(id, 1e9);
  for (const { source, target, state } of edges) {
    const boost = state !== "same" ? 1e6 : 0;
    add(source, 1 + boost + (states.has(target) ? 1e5 : 0));
    add(target, 1 + boost + (states.has(source) ? 1e5 : 0));
  }
  return nodes
    .map((node, index) => ({ node, index, weight: weight.get(node.id) ?? 0 }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .slice(0, pictureCaps.nodes)
    .map(({ node }) => node);
}

/** Scales the chosen nodes into the picture's box, aspect kept, centred. */
function scaleToBox(positions: Map<string, Position>, chosen: { id: string }[]): Position[] {
  const points = chosen.map(({ id }) => positions.get(id) ?? { x: 0, y: 0 });
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (pictureSize.width - 2 * margin) / Math.max(1e-9, right - left),
    (pictureSize.height - 2 * margin) / Math.max(1e-9, bottom - top),
    // One node, or two close ones, need no magnifying glass.
    4,
  );
  return points.map(({ x, y }) => ({
    x: Math.round(pictureSize.width / 2 + (x - (left + right) / 2) * scale),
    y: Math.round(pictureSize.height / 2 + (y - (top + bottom) / 2) * scale),
  }));
}
