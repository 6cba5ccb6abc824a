import type { Database } from "../database/database";
import type { Actor } from "../workspace/actor";
import { createGraph } from "../workspace/create-graph";
import { createGroup } from "../workspace/create-group";
import { createLayout } from "../workspace/create-layout";
import { addMember } from "../workspace/members";
import { shareGraph } from "../workspace/share-graph";

let count = 0;
export const freshName = (what: string) => `${what} ${++count}`;

/** Two nodes and what joins them. */
export const smallGraph = {
  elements: { nodes: [{ data: { id: "a" } }, { data: { id: "b" } }], edges: [{ data: { source: "a", target: "b" } }] },
};

/**
 * A private graph of the owner's, with a shared and a private layout, held by a group that the member is in; another
 * such group; a graph that is not shared yet.
 */
export async function makeWorkspace(db: Database, owner: Actor, member: string) {
  const group = await createGroup(db, owner, { name: freshName("Lab") });
  const second = await createGroup(db, owner, { name: freshName("Lab") });
  for (const { id } of [group, second]) await addMember(db, owner, id, { email: member });
  const graph = await createGraph(db, owner, { name: freshName("Wnt"), graph_json: smallGraph });
  const fresh = await createGraph(db, owner, { name: freshName("Wnt"), graph_json: smallGraph });
  await shareGraph(db, owner, { graphId: graph.id, groupId: group.id });
  const shared = await createLayout(db, owner, graph.id, { name: "Shared", is_shared: 1 });
  const own = await createLayout(db, owner, graph.id, { name: "Private" });
  const [node] = await db.sql<{ id: number }[]>`select id from public.node where graph_id = ${graph.id} limit 1`;
  const [edge] = await db.sql<{ id: number }[]>`select id from public.edge where graph_id = ${graph.id} limit 1`;
  return { group, second, graph, fresh, shared, own, node: node?.id ?? 0, edge: edge?.id ?? 0 };
}
export type Workspace = Awaited<ReturnType<typeof makeWorkspace>>;
