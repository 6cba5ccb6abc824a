import { cutText } from "../contract/cut-text";
import type { Changes } from "../contract/event";
import { compareNetworks } from "./compare-networks";
import { drawPicture } from "./draw-picture";
import type { Network, NetworkEdge, NetworkNode, Position } from "./network";

/** Names told of one list; its total is always exact. */
const maxNames = 100;
const cut = (name: string) => cutText(name, 256);
type Named = { id: string; name: string };
const named = ({ id, label }: NetworkNode): Named => ({ id: cut(id), name: cut(label) });

/** One state of a graph, as far as people are told about its changes. */
export type GraphState = { network: Network; style: string; tags: readonly string[]; name: string };

/**
 * What changed between two states of a graph, for the event; null where nothing did.
 * @param positions where the graph's default layout puts its nodes
 */
export function describeGraphChange(
  before: GraphState,
  after: GraphState,
  positions: Map<string, Position> = new Map(),
): Changes | null {
  const change = compareNetworks(before.network, after.network);
  const changes: Changes = {
    ...listed("nodesAdded", change.nodesAdded.map(named)),
    ...listed("nodesRemoved", change.nodesRemoved.map(named)),
    ...listed("edgesAdded", namedEdges(change.edgesAdded, after.network)),
    ...listed("edgesRemoved", namedEdges(change.edgesRemoved, before.network)),
    ...listed(
      "nodesMoved",
      namedNodes(movedNodes(positionsOf(before.network), positionsOf(after.network)), after.network),
    ),
  };
  const tagsAdded = after.tags.filter((tag) => !before.tags.includes(tag));
  const tagsRemoved = before.tags.filter((tag) => !after.tags.includes(tag));
  if (tagsAdded.length > 0) changes.tagsAdded = tagsAdded.slice(0, maxNames).map(cut);
  if (tagsRemoved.length > 0) changes.tagsRemoved = tagsRemoved.slice(0, maxNames).map(cut);
  if (before.style !== after.style) changes.style = true;
  const [from, to] = [before.network.title, after.network.title];
  if (from !== to) changes.title = { from: from && cut(from), to: to && cut(to) };
  if (before.name !== after.name) changes.name = { from: cut(before.name), to: cut(after.name) };
  if (Object.keys(changes).length === 0) return null;
  const old = new Map([...positionsOf(before.network), ...positions]);
  const places = new Map([...old, ...positionsOf(after.network), ...positions]);
  changes.picture = drawPicture(after.network, { ...change, before: before.network }, places);
  return changes;
}

/** What a new graph is made of: its size, and what it looks like. */
export function describeNewGraph(network: Network, positions: Map<string, Position> = new Map()): Changes {
  return {
    nodesAdded: { total: network.nodes.length },
    edgesAdded: { total: network.edges.length },
    picture: drawPicture(network, undefined, positions),
  };
}

/** Which nodes two layouts put at different places, and the network drawn with them marked; null if none. */
export function describeMove(
  network: Network,
  before: Map<string, Position>,
  after: Map<string, Position>,
): Changes | null {
  const moved = movedNodes(before, after);
  if (moved.length === 0) return null;
  const none = { nodesAdded: [], nodesRemoved: [], edgesAdded: [], edgesRemoved: [] };
  return {
    ...listed("nodesMoved", namedNodes(moved, network)),
    picture: drawPicture(network, { ...none, nodesMoved: moved, before: network }, after),
  };
}

export const positionsOf = (network: Network): Map<string, Position> =>
  new Map(network.nodes.flatMap(({ id, position }): [string, Position][] => (position ? [[id, position]] : [])));

/** Half a unit is rounding, not a move. */
function movedNodes(before: Map<string, Position>, after: Map<string, Position>): string[] {
  return [...after].flatMap(([id, { x, y }]) => {
    const old = before.get(id);
    return old && Math.hypot(old.x - x, old.y - y) > 0.5 ? [id] : [];
  });
}

const labelsOf = ({ nodes }: Network) => new Map(nodes.map(({ id, label }) => [id, label]));

function namedNodes(ids: string[], network: Network): Named[] {
  const labels = ids.length > 0 ? labelsOf(network) : new Map<string, string>();
  return ids.map((id) => ({ id: cut(id), name: cut(labels.get(id) ?? id) }));
}

function namedEdges(edges: NetworkEdge[], network: Network): Named[] {
  const labels = edges.length > 0 ? labelsOf(network) : new Map<string, string>();
  return edges.map(({ source, target, directed }) => ({
    id: `${cut(source)}:${cut(target)}`,
    name: cut(`${labels.get(source) ?? source} ${directed ? "→" : "–"} ${labels.get(target) ?? target}`),
  }));
}

function listed(key: string, elements: Named[]) {
  if (elements.length === 0) return {};
  const told = elements.slice(0, maxNames);
  const [names, ids] = [told.map(({ name }) => name), told.map(({ id }) => id)];
  const alike = ids.every((id, index) => id === names[index]);
  return { [key]: { total: elements.length, names, ...(alike ? {} : { ids }) } };
}
