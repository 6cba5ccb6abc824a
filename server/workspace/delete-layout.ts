import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { groupsOf, membersOf, ownerIs, watchersOf } from "./audiences";
import { graphFor, layoutFor } from "./permissions";
import { tell } from "./tell";

/** Deletes a layout. One that is its graph's default is unset first: GraphSpace's foreign key would take the graph too. */
export async function deleteLayout(
  db: Database,
  actor: Actor,
  { graphId, id }: { graphId: number; id: number },
): Promise<void> {
  await db.transaction(async (sql) => {
    const layout = await layoutFor(sql, actor, "delete", { graphId, id }, { lock: true });
    const graph = await graphFor(sql, actor, "read", graphId);
    const resource = { type: "layout", id, name: layout.name } as const;
    const groups = layout.isShared ? await groupsOf(sql, graphId) : [];
    const audience = {
      owner: await ownerIs(sql, layout.ownerEmail),
      ...(groups.length > 0 ? { group: await membersOf(sql, groups, actor) } : {}),
      watching: await watchersOf(sql, [resource, { type: "graph", id: graphId }], resource, actor),
    };
    await sql`update public.graph set default_layout_id = null where default_layout_id = ${id}`;
    await sql`delete from public.layout where id = ${id}`;
    await sql`delete from notification.watch where resource_type = 'layout' and resource_id = ${id}`;
    await tell(sql, actor, {
      verb: "layout.deleted",
      resource,
      owner: layout.ownerEmail,
      graph: { id: graphId, name: graph.name },
      groups,
      topics: ["owner", "group", "watching"],
      audience,
    });
  });
}
