import type { Transaction } from "../database/database";
import { indexElements } from "../workspace/index-elements";
import { readNetwork } from "../workspace/network";
import type { DemoNetwork } from "./demo-networks";

export const minutes = 1;
export const hours = 60;
export const days = 24 * hours;

/** What the demo's groups, graphs and layouts need of the seeding: one transaction, one clock. */
export type DemoContext = {
  sql: Transaction;
  now: number;
  /** User ids by e-mail. */
  people: Map<string, number>;
};

/** GraphSpace's times carry no zone and are UTC. */
const utc = (now: number, agoMinutes: number) => new Date(now - agoMinutes * 60_000).toISOString().slice(0, 23);

export async function addDemoGroup(
  { sql, now, people }: DemoContext,
  group: { name: string; owner: string; description: string; code: string; ago: number; members: [string, number][] },
): Promise<number> {
  const at = utc(now, group.ago);
  const [row] = await sql<{ id: number }[]>`
    insert into public."group" (name, owner_email, description, invite_code, created_at, updated_at)
    values (${group.name}, ${group.owner}, ${group.description}, ${group.code}, ${at}, ${at}) returning id`;
  const { id } = row as { id: number };
  for (const [email, ago] of [[group.owner, group.ago] as [string, number], ...group.members]) {
    const joined = utc(now, ago);
    await sql`
      insert into public.group_to_user (user_id, group_id, created_at, updated_at)
      values (${people.get(email) as number}, ${id}, ${joined}, ${joined})`;
  }
  return id;
}

export async function addDemoGraph(
  { sql, now }: DemoContext,
  network: DemoNetwork,
  graph: { owner: string; ago: number; changedAgo?: number; isPublic?: boolean; groups?: [number, number][] },
): Promise<number> {
  const [created, changed] = [utc(now, graph.ago), utc(now, graph.changedAgo ?? graph.ago)];
  const [row] = await sql<{ id: number }[]>`
    insert into public.graph (name, owner_email, graph_json, style_json, is_public, created_at, updated_at)
    values (${network.name}, ${graph.owner}, ${JSON.stringify(network.graphJson)}, ${JSON.stringify(network.styleJson)},
      ${graph.isPublic ? 1 : 0}, ${created}, ${changed}) returning id`;
  const { id } = row as { id: number };
  for (const [group, ago] of graph.groups ?? []) {
    const shared = utc(now, ago);
    await sql`
      insert into public.group_to_graph (graph_id, group_id, created_at, updated_at)
      values (${id}, ${group}, ${shared}, ${shared})`;
  }
  await sql`
    insert into public.graph_tag (name, created_at, updated_at)
    select tag, ${created}, ${created} from unnest(${network.tags}::text[]) tag
    where not exists (select from public.graph_tag where name = tag)`;
  await sql`
    insert into public.graph_to_tag (graph_id, tag_id, created_at, updated_at)
    select ${id}, id, ${created}, ${created} from public.graph_tag where name = any(${network.tags}::text[])`;
  await indexElements(sql, id, readNetwork(network.graphJson));
  return id;
}

export async function addDemoLayout(
  { sql, now }: DemoContext,
  layout: { name: string; owner: string; graphId: number; positions: object; shared: boolean; ago: number },
): Promise<number> {
  const at = utc(now, layout.ago);
  const [row] = await sql<{ id: number }[]>`
    insert into public.layout (name, owner_email, graph_id, positions_json, style_json, is_shared, created_at, updated_at)
    values (${layout.name}, ${layout.owner}, ${layout.graphId}, ${JSON.stringify(layout.positions)}, '{"style":[]}',
      ${layout.shared ? 1 : 0}, ${at}, ${at}) returning id`;
  return (row as { id: number }).id;
}

/** An id that once belonged to something: taken from the sequence, so that nothing else ever gets it. */
export async function takeId({ sql }: DemoContext, table: "graph" | "layout"): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    select nextval(pg_get_serial_sequence(${`public.${table}`}, 'id'))::int as id`;
  return (row as { id: number }).id;
}
