import { accessOf } from "../access/access-of";
import type { ResourceRef } from "../contract/resource";
import type { Sql } from "../database/database";
import { fragment } from "../database/fragment";
import type { Actor } from "./actor";
import type { NamedGroup } from "./tell";

/** The groups that hold a graph, by id. */
export const groupsOf = async (sql: Sql, graphId: number): Promise<NamedGroup[]> => [
  ...(await sql<NamedGroup[]>`
    select gr.id, gr.name from public.group_to_graph h join public."group" gr on gr.id = h.group_id
    where h.graph_id = ${graphId} order by gr.id`),
];

/** The only group of a private graph: whoever may see the graph may know of it. */
export const onlyGroup = (groups: readonly NamedGroup[], isPublic: number): NamedGroup | null =>
  isPublic === 0 && groups.length === 1 ? (groups[0] ?? null) : null;

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id);

/** A removal's audiences, read while the rows that say who they are still exist. */
export const ownerIs = async (sql: Sql, email: string): Promise<number[]> =>
  ids(await sql<{ id: number }[]>`select id from public."user" where email = ${email}`);

export const membersOf = async (sql: Sql, groups: readonly { id: number }[], actor: Actor): Promise<number[]> =>
  ids(
    await sql<{ id: number }[]>`
    select distinct user_id as id from public.group_to_user
    where group_id = any(${groups.map(({ id }) => id)}::int[]) and user_id <> ${actor.userId} order by 1`,
  );

/** Those who watch any of these and may see `seen`, minus the actor. */
export const watchersOf = async (
  sql: Sql,
  watched: readonly ResourceRef[],
  seen: ResourceRef,
  actor: Actor,
): Promise<number[]> =>
  ids(
    await sql<{ id: number }[]>`
    select distinct w.user_id as id from notification.watch w
    join unnest(${watched.map(({ type }) => type)}::text[], ${watched.map(({ id }) => id)}::int[]) r (type, id)
      on r.type = w.resource_type and r.id = w.resource_id
    where w.level = 'watching' and w.user_id <> ${actor.userId}
      and ${accessOf({ userId: fragment`w.user_id`, type: seen.type, id: seen.id })} = 'visible' order by 1`,
  );
