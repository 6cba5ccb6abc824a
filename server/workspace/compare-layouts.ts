import type { Network, Position } from "./network";
import { placeNodes } from "./place-nodes";

export type PlacedNode = { id: string; label: string; from: Position; to: Position; moved: number };
export type LayoutComparison = {
  /** All nodes; the furthest moved first. `moved` is a distance in the graph's own units, 0 for what stayed. */
  nodes: PlacedNode[];
  /** Ends as places in `nodes`. */
  edges: [number, number][];
  /** How many nodes moved. */
  moved: number;
};

/** Closer than this is the same place: clients round. */
const still = 0.5;

/**
 * The same network in two layouts. A layout that does not know a node leaves it where the graph itself has it.
 */
export function compareLayouts(
  network: Network,
  from: Map<string, Position>,
  to: Map<string, Position>,
): LayoutComparison {
  const [before, after] = [placeNodes(network, from), placeNodes(network, to)];
  const nodes = network.nodes
    .map(({ id, label }): PlacedNode => {
      const [a, b] = [before.get(id) as Position, after.get(id) as Position];
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      return { id, label, from: a, to: b, moved: distance > still ? distance : 0 };
    })
    .sort((a, b) => b.moved - a.moved);
  const place = new Map(nodes.map(({ id }, index) => [id, index]));
  const edges = network.edges.flatMap(({ source, target }): [number, number][] => {
    const [a, b] = [place.get(source), place.get(target)];
    return a === undefined || b === undefined || a === b ? [] : [[a, b]];
  });
  return { nodes, edges, moved: nodes.filter(({ moved }) => moved > 0).length };
}
