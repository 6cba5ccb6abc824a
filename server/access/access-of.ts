import type postgres from "postgres";
import type { ResourceRef, ResourceType } from "../contract/resource";
import type { Sql } from "../database/database";

/** What one person may do with one resource. Only `forbidden` hides; what is `gone` stays and says so. */
export type Access = "visible" | "forbidden" | "gone";

export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/**
 * The one place that decides who may see what, as an SQL expression that yields an `Access`.
 * Each operand is a value or a fragment that names a column (`sql\`n.user_id\``); a null user is nobody.
 */
export function accessOf(
  sql: Sql,
  operands: { userId: number | null | Fragment; type: ResourceType | Fragment; id: number | Fragment },
): Fragment {
  const userId = sql`${operands.userId as number}::int`;
  const id = sql`${operands.id as number}::int`;
  return sql`(case ${operands.type as string}::text
    when 'graph' then coalesce((
      select case when ${maySeeGraph(sql, userId)} then 'visible' else 'forbidden' end
      from public.graph g left join public."user" u on u.id = ${userId} where g.id = ${id}), 'gone')
    when 'layout' then coalesce((
      select case when (l.owner_email = u.email or l.is_shared = 1 or u.is_admin = 1) and ${maySeeGraph(sql, userId)}
        then 'visible' else 'forbidden' end
      from public.layout l join public.graph g on g.id = l.graph_id
      left join public."user" u on u.id = ${userId} where l.id = ${id}), 'gone')
    when 'group' then coalesce((
      select case when gr.owner_email = u.email or u.is_admin = 1 or exists (
          select from public.group_to_user m where m.group_id = gr.id and m.user_id = ${userId})
        then 'visible' else 'forbidden' end
      from public."group" gr left join public."user" u on u.id = ${userId} where gr.id = ${id}), 'gone')
    end)` as unknown as Fragment;
}

/** Of a graph `g` and a person `u`: owner, anyone if public, administrator, member of a group that holds it. */
function maySeeGraph(sql: Sql, userId: Fragment | postgres.PendingQuery<postgres.Row[]>) {
  return sql`(g.is_public = 1 or g.owner_email = u.email or u.is_admin = 1 or exists (
    select from public.group_to_graph h join public.group_to_user m on m.group_id = h.group_id
    where h.graph_id = g.id and m.user_id = ${userId as unknown as Fragment}))`;
}

/** What `userId` may do with one resource, asked on its own. */
export async function readAccess(sql: Sql, userId: number | null, resource: ResourceRef): Promise<Access> {
  const [row] = await sql<[{ access: Access }]>`select ${accessOf(sql, { userId, ...resource })} as access`;
  return row.access;
}
