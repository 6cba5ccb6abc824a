import { type ResourceRef, type ResourceType, resourceTypes } from "../contract/resource";
import type { Sql } from "../database/database";
import { type Fragment, fixed, fragment } from "../database/fragment";

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
export const viewerColumns = fragment`u.email, u.is_admin,
  array(select group_id from public.group_to_user where user_id = u.id) as groups`;

/** Whose access, and the id of what. */
type Operands = { who: Who; id: string };

const seesGraph = (who: Who) => `(g.is_public = 1 or g.owner_email = ${who.email} or ${who.admin} or exists (
    select from public.group_to_graph h where h.graph_id = g.id and ${who.memberOf("h.group_id")}))`;

/**
 * The one place that decides who may see what: SQL text that yields an `Access`, by type of resource. The operands are
 * SQL themselves (column names), never input. Plain text, made once, since hot queries carry it.
 */
export const accessTextOf: Record<ResourceType, (operands: Operands) => string> = {
  graph: ({ who, id }) => `coalesce((
      select case when ${seesGraph(who)} then 'visible' else 'forbidden' end
      from public.graph g where g.id = ${id}), 'gone')`,
  layout: ({ who, id }) => `coalesce((
      select case when (l.is_shared = 1 or l.owner_email = ${who.email} or ${who.admin}) and ${seesGraph(who)}
        then 'visible' else 'forbidden' end
      from public.layout l join public.graph g on g.id = l.graph_id where l.id = ${id}), 'gone')`,
  group: ({ who, id }) => `coalesce((
      select case when ${who.memberOf("gr.id")} or gr.owner_email = ${who.email} or ${who.admin} then 'visible' else 'forbidden' end
      from public."group" gr where gr.id = ${id}), 'gone')`,
};

/** The same where each row has a resource of its own type. */
export const accessText = ({ type, ...operands }: Operands & { type: string }): string =>
  `(case ${type} ${resourceTypes.map((each) => `when '${each}' then ${accessTextOf[each](operands)}`).join("\n    ")} end)`;

const ofWho = fixed(accessText({ who: whoeverIs("who.user_id"), type: "who.type", id: "who.id" }));

/**
 * The same as an expression for values, or for fragments that name columns (`n.user_id`). A null user is
 * nobody.
 */
export const accessOf = ({
  userId,
  type,
  id,
}: {
  userId: number | null | Fragment;
  type: ResourceType | Fragment;
  id: number | Fragment;
}): Fragment =>
  fragment`(select ${ofWho}
    from (values (${userId}::int, ${type}::text, ${id}::int)) who (user_id, type, id))`;

/** What `userId` may do with one resource, asked on its own. */
export async function readAccess(sql: Sql, userId: number | null, resource: ResourceRef): Promise<Access> {
  const [row] = await sql<[{ access: Access }]>`select ${accessOf({ userId, ...resource })} as access`;
  return row.access;
}
