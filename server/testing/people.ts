import type { Database } from "../database/database";

/** Adds people by e-mail; resolves to their ids, in order. Passwords are unusable. */
export async function addPeople(db: Database, ...emails: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const email of emails) {
    const [row] = await db.sql<{ id: number }[]>`
      insert into public."user" (email, password, is_admin) values (${email}, 'none', 0) returning id`;
    ids.push((row as { id: number }).id);
  }
  return ids;
}

/** Adds a group with its owner (a member too) and further members. */
export async function addGroup(db: Database, name: string, owner: string, ...members: string[]): Promise<number> {
  const [group] = await db.sql<{ id: number }[]>`
    insert into public."group" (name, owner_email, invite_code) values (${name}, ${owner}, 'code') returning id`;
  const id = (group as { id: number }).id;
  await db.sql`
    insert into public.group_to_user (user_id, group_id)
    select id, ${id} from public."user" where email = any(${[owner, ...members]})`;
  return id;
}

/** Adds a graph, shared with the groups given. */
export async function addGraph(
  db: Database,
  name: string,
  owner: string,
  { groups = [], isPublic = false }: { groups?: number[]; isPublic?: boolean } = {},
): Promise<number> {
  const [graph] = await db.sql<{ id: number }[]>`
    insert into public.graph (name, owner_email, graph_json, style_json, is_public)
    values (${name}, ${owner}, '{"elements":{"nodes":[],"edges":[]},"data":{}}', '{"style":[]}', ${isPublic ? 1 : 0})
    returning id`;
  const id = (graph as { id: number }).id;
  for (const group of groups)
    await db.sql`insert into public.group_to_graph (graph_id, group_id) values (${id}, ${group})`;
  return id;
}

/** Adds a layout of a graph. */
export async function addLayout(
  db: Database,
  name: string,
  owner: string,
  graphId: number,
  isShared = false,
): Promise<number> {
  const [layout] = await db.sql<{ id: number }[]>`
    insert into public.layout (name, owner_email, graph_id, positions_json, style_json, is_shared)
    values (${name}, ${owner}, ${graphId}, '{}', '{}', ${isShared ? 1 : 0}) returning id`;
  return (layout as { id: number }).id;
}
