// Sends one event over HTTP. Needs nothing but Node:  npx tsx docs/examples/produce.ts
import { randomUUID } from "node:crypto";

const server = process.env.GRAPHSPACE_URL ?? "http://localhost:3000";
const token = process.env.GRAPHSPACE_TOKEN ?? "graphspace-demo-token";

const event = {
  specversion: "1.0",
  // Send it again with the same id and source, and it still is one notification.
  id: randomUUID(),
  source: "/graphspace",
  type: "graph.updated",
  time: new Date().toISOString(),
  data: {
    actor: "bo@example.org",
    resource: { type: "graph", id: Number(process.argv[2] ?? 1), name: "Wnt / β-catenin core" },
    changes: { nodesAdded: { total: 2, names: ["AXIN2", "LEF1"] } },
  },
};

const answer = await fetch(`${server}/api/events/owner`, {
  method: "POST",
  headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/cloudevents+json" },
  body: JSON.stringify(event),
});
// Worth another try, with the same id: 429 and 503, after the seconds in Retry-After.
console.log(answer.status, await answer.text());
process.exitCode = answer.ok ? 0 : 1;
