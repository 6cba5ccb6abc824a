import type { ResourceRef, ResourceType } from "../contract/resource";
import type { Fragment, Sql } from "../database/database";

/** What one person may do with one resource. Only `forbidden` hides; what is `gone` stays and says so. */
export type Access = "visible" | "forbidden" | "gone";

/** SQL for what decides about one person: their e-mail, whether they administrate, which groups they are in. */
export type Who = {
  email: string;
  admin: string;
  memberOf: (group: string) => string;
  memberOfAny: (groups: string) => string;
};

/** Whoever a column names, looked up row by row. */
export const whoeverIs = (userId: string): Who => {
  const memberships = (condition: string) =>
    `exists (select from public.group_to_user m where m.group_id ${condition} and m.user_id = ${userId})`;
  return {
    email: `(select email from public."user" where id = ${userId})`,
    admin: `(select is_admin from public."user" where id = ${userId}) = 1`,
    memberOf: (group) => memberships(`= ${group}`),
    memberOfAny: (groups) => memberships(`= any(${groups})`),
  };
};

/** Whoever a column names, where the statement has that person's row of `public."user"` as `u`: fewer look-ups. */
export const theJoined = (userId: string): Who => ({ ...whoeverIs(userId), email: "u.email", admin: "u.is_admin = 1" });

/** One person for all rows, read once: the statement has a row `viewer` with the `viewerColumns` of that person. */
export const theViewer: Who = {
  email: "viewer.email",
  admin: "viewer.is_admin = 1",
  memberOf: (group) => `${group} = any(viewer.groups)`,
  memberOfAny: (groups) => `${groups} && viewer.groups`,
};

/** What `theViewer` asks for, over `public."user" u`. */
export const viewerColumns = (sql: Sql): Fragment =>
  sql`u.email, u.is_admin,
    array(select group_id from public.group_to_user where user_id = u.id) as groups` as unknown as Fragment;

/**
 * The one place that decides who may see what: SQL text that yields an `Access`. The operands are SQL themselves
 * (column names), never input. Plain text, made once, since hot queries carry it.
 */
export function accessText({ who, type, id }: { who: Who; type: string; id: string }): string {
  const { email, admin, memberOf } = who;
  const seesGraph = `(g.is_public = 1 or g.owner_email = ${email} or ${admin} or exists (
    select from public.group_to_graph h where h.graph_id = g.id and ${memberOf("h.group_id")}))`;
  return `(case ${type}
    when 'graph' then coalesce((
      select case when ${seesGraph} then 'visible' else 'forbidden' end
      from public.graph g where g.id = ${id}), 'gone')
    when 'layout' then coalesce((
      select case when (l.is_shared = 1 or l.owner_email = ${email} or ${admin}) and ${seesGraph}
        then 'visible' else 'forbidden' end
      from public.layout l join public.graph g on g.id = l.graph_id where l.id = ${id}), 'gone')
    when 'group' then coalesce((
      select case when ${memberOf("gr.id")} or gr.owner_email = ${email} or ${admin} then 'visible' else 'forbidden' end
      from public."group" gr where gr.id = ${id}), 'gone')
    end)`;
}

const ofWho = accessText({ who: whoeverIs("who.user_id"), type: "who.type", id: "who.id" });

/**
 * The same as an expression for values, or for fragments that name columns (`sql\`n.user_id\``). A null user is
 * nobody.
 */
export function accessOf(
  sql: Sql,
  operands: { userId: number | null | Fragment; type: ResourceType | Fragment; id: number | Fragment },
): Fragment {
  const { userId, type, id } = operands as { userId: number; type: string; id: number };
  return sql`(select ${sql.unsafe(ofWho)}
    from (values (${userId}::int, ${type}::text, ${id}::int)) who (user_id, type, id))` as unknown as Fragment;
}

/** What `userId` may do with one resource, asked on its own. */
export async function readAccess(sql: Sql, userId: number | null, resource: ResourceRef): Promise<Access> {
  const [row] = await sql<[{ access: Access }]>`select ${accessOf(sql, { userId, ...resource })} as access`;
  return row.access;
}
