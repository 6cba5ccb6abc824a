/** A CloudEvent that works. */
export const exampleEvent = {
  specversion: "1.0",
  id: "5f0c7c1e-8d6b-4c57-9f3b-0a8b54a3c9d2",
  source: "/pipeline",
  type: "graph.updated",
  subject: "graph/42",
  time: "2026-11-22T14:02:07Z",
  data: {
    actor: "bo@example.org",
    resource: { type: "graph", id: 42, name: "Wnt / β-catenin core", url: "/graphs/42" },
    group: { id: 7, name: "Wnt Lab" },
    changes: { nodesAdded: { total: 2, names: ["AXIN2", "LEF1"] }, edgesAdded: { total: 5 } },
  },
};

/** One of GraphSpace's own messages: no envelope, no id, ready-made text. */
export const exampleOriginal = {
  owner_email: "bo@example.org",
  message: "bo@example.org shared graph Wnt core with group Wnt Lab.",
  resource: "graph",
  resource_id: 42,
  type: "share",
  group_id: 7,
};
