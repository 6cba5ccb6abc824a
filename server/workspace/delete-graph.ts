import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { groupsOf, membersOf, ownerIs, watchersOf } from "./audiences";
import { graphFor } from "./permissions";
import { tell } from "./tell";

/** Deletes a graph with its layouts; those who lose it are told. */
export async function deleteGraph(db: Database, actor: Actor, id: number): Promise<void> {
  await db.transaction(async (sql) => {
    const graph = await graphFor(sql, actor, "delete", id, { lock: true });
    const resource = { type: "graph", id, name: graph.name } as const;
    const groups = await groupsOf(sql, id);
    const layouts = await sql<{ id: number }[]>`select id from public.layout where graph_id = ${id}`;
    const audience = {
      owner: await ownerIs(sql, graph.ownerEmail),
      ...(groups.length > 0 ? { group: await membersOf(sql, groups, actor) } : {}),
      // Its layouts go with it.
      watching: await watchersOf(
        sql,
        [resource, ...layouts.map(({ id: layout }) => ({ type: "layout" as const, id: layout }))],
        resource,
        actor,
      ),
    };
    await sql`delete from public.graph where id = ${id}`;
    await sql`
      delete from notification.watch where resource_type = 'graph' and resource_id = ${id}
        or resource_type = 'layout' and resource_id = any(${layouts.map((layout) => layout.id)}::int[])`;
    await sql`delete from notification.image_consent where graph_id = ${id}`;
    await tell(sql, actor, {
      verb: "graph.deleted",
      resource,
      owner: graph.ownerEmail,
      groups,
      tags: graph.tags,
      topics: ["owner", "group", "watching"],
      audience,
    });
  }, 60_000);
}
