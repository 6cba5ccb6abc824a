import type { Network, NetworkEdge, NetworkNode } from "./network";

export type NetworkComparison = {
  nodesAdded: NetworkNode[];
  nodesRemoved: NetworkNode[];
  edgesAdded: NetworkEdge[];
  edgesRemoved: NetworkEdge[];
};

/** What `after` has that `before` lacked, and the other way round. Elements are those of the two networks. */
export function compareNetworks(before: Network, after: Network): NetworkComparison {
  const nodeIds = (network: Network) => new Set(network.nodes.map(({ id }) => id));
  const [oldNodes, newNodes] = [nodeIds(before), nodeIds(after)];
  const [oldEdges, newEdges] = [byKey(before.edges), byKey(after.edges)];
  return {
    nodesAdded: after.nodes.filter(({ id }) => !oldNodes.has(id)),
    nodesRemoved: before.nodes.filter(({ id }) => !newNodes.has(id)),
    edgesAdded: [...newEdges].flatMap(([key, edge]) => (oldEdges.has(key) ? [] : [edge])),
    edgesRemoved: [...oldEdges].flatMap(([key, edge]) => (newEdges.has(key) ? [] : [edge])),
  };
}

/** Ends and, of several between the same two, which: ids of edges change with every export from Cytoscape. */
function byKey(edges: NetworkEdge[]): Map<string, NetworkEdge> {
  const count = new Map<string, number>();
  const keyed = new Map<string, NetworkEdge>();
  for (const edge of edges) {
    const ends = JSON.stringify([edge.source, edge.target]);
    const nth = count.get(ends) ?? 0;
    count.set(ends, nth + 1);
    keyed.set(nth === 0 ? ends : `${ends}${nth}`, edge);
  }
  return keyed;
}
