import { people } from "./demo";

let next = Date.now() % 1_000_000_000;

/** A change by Bo of a graph that is gone from the database, owned by somebody: reaches exactly that person. */
export function changedGraph(owner: keyof typeof people, name: string) {
  const id = 1_000_000_000 + next++;
  return {
    type: "graph.updated",
    data: {
      actor: owner === "bo" ? people.ana : people.bo,
      owner: people[owner],
      resource: { type: "graph", id, name, url: `/graphs/${id}` },
      changes: { nodesAdded: { total: 2, names: ["AXIN2", "RNF43"] }, nodesRemoved: { total: 1, names: ["DKK1"] } },
    },
  };
}
