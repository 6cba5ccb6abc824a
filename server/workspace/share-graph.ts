import type { Database } from "../database/database";
import { endWatchesOf } from "../preferences/end-watches-of";
import type { Actor } from "./actor";
import { groupsOf, membersOf, ownerIs, watchersOf } from "./audiences";
import { describeNewGraph } from "./describe-change";
import { readNetwork } from "./network";
import { parsed } from "./parsed";
import { graphFor, groupFor, mayDo } from "./permissions";
import { codes, notYours, refuse } from "./refusals";
import { tell } from "./tell";

export type Sharing = { graphId: number; groupId: number };

/** Shares a graph with a group that the actor is in. */
export async function shareGraph(
  db: Database,
  actor: Actor,
  { graphId, groupId }: Sharing,
): Promise<Sharing & { createdAt: string; updatedAt: string }> {
  return db.transaction(async (sql) => {
    const graph = await graphFor(sql, actor, "share", graphId, { lock: true });
    const group = await groupFor(sql, actor, "read", groupId);
    const [row] = await sql<{ createdAt: string; updatedAt: string }[]>`
      insert into public.group_to_graph (graph_id, group_id, created_at, updated_at)
      values (${graphId}, ${groupId}, now() at time zone 'utc', now() at time zone 'utc')
      on conflict do nothing returning created_at as "createdAt", updated_at as "updatedAt"`;
    if (!row)
      throw refuse(409, codes.badRequest, `Graph ${graph.name} is already shared with ${group.name}.`, "graph_id");
    const { picture } = describeNewGraph(readNetwork(parsed(graph.graphJson)));
    await tell(sql, actor, {
      verb: "graph.shared",
      resource: { type: "graph", id: graphId, name: graph.name },
      owner: graph.ownerEmail,
      groups: [{ id: groupId, name: group.name }],
      changes: { picture },
      tags: graph.tags,
      topics: graph.ownerEmail === actor.email ? ["group", "watching"] : ["owner", "group", "watching"],
    });
    return { graphId, groupId, ...row };
  });
}

/** Takes a graph back from a group: whoever may share it, or the group's owner. */
export async function unshareGraph(db: Database, actor: Actor, { graphId, groupId }: Sharing): Promise<void> {
  await db.transaction(async (sql) => {
    const graph = await graphFor(sql, actor, "read", graphId, { lock: true });
    const group = await groupFor(sql, actor, "read", groupId);
    if (!mayDo.graph(actor, "share", graph) && group.ownerEmail !== actor.email) throw notYours("graph");
    const resource = { type: "graph", id: graphId, name: graph.name } as const;
    const others = graph.ownerEmail !== actor.email;
    const audience = {
      ...(others ? { owner: await ownerIs(sql, graph.ownerEmail) } : {}),
      group: await membersOf(sql, [group], actor),
      watching: await watchersOf(sql, [resource], resource, actor),
    };
    const removed = await sql`
      delete from public.group_to_graph where graph_id = ${graphId} and group_id = ${groupId}`;
    if (removed.count === 0)
      throw refuse(409, codes.badRequest, `Graph ${graph.name} is not shared with ${group.name}.`, "graph_id");
    await tell(sql, actor, {
      verb: "graph.unshared",
      resource,
      owner: graph.ownerEmail,
      groups: [{ id: groupId, name: group.name }],
      topics: others ? ["owner", "group", "watching"] : ["group", "watching"],
      audience,
    });
    await endWatchesOf(sql, { graphs: [graphId] });
  });
}

/** The groups that hold a graph, as far as the actor may know of them: all for its owner, else their own. */
export async function listGraphGroups(db: Database, actor: Actor, graphId: number) {
  return db.within(async (sql) => {
    const graph = await graphFor(sql, actor, "read", graphId);
    const groups = await groupsOf(sql, graphId);
    if (graph.ownerEmail === actor.email || actor.admin) return groups;
    const own = await sql<
      { id: number }[]
    >`select group_id as id from public.group_to_user where user_id = ${actor.userId}`;
    const ids = new Set(own.map(({ id }) => id));
    return groups.filter(({ id }) => ids.has(id));
  });
}
