import type { Database } from "../database/database";
import { endWatchesOf } from "../preferences/end-watches-of";
import type { Actor } from "./actor";
import { membersOf, ownerIs, watchersOf } from "./audiences";
import { groupFor } from "./permissions";
import { tell } from "./tell";

/** Deletes a group; its graphs stay with their owners, and its members are told. */
export async function deleteGroup(db: Database, actor: Actor, id: number): Promise<void> {
  await db.transaction(async (sql) => {
    const group = await groupFor(sql, actor, "delete", id, { lock: true });
    const resource = { type: "group", id, name: group.name } as const;
    const graphs = await sql<{ id: number }[]>`
      select graph_id as id from public.group_to_graph where group_id = ${id}`;
    const audience = {
      owner: await ownerIs(sql, group.ownerEmail),
      group: await membersOf(sql, [group], actor),
      watching: await watchersOf(sql, [resource], resource, actor),
    };
    await sql`delete from public."group" where id = ${id}`;
    await sql`delete from notification.watch where resource_type = 'group' and resource_id = ${id}`;
    await tell(sql, actor, {
      verb: "group.deleted",
      resource,
      owner: group.ownerEmail,
      groups: [{ id, name: group.name }],
      topics: ["owner", "group", "watching"],
      audience,
    });
    await endWatchesOf(sql, { graphs: graphs.map((graph) => graph.id) });
  });
}
