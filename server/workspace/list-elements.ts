import type { Database } from "../database/database";
import type { Actor } from "./actor";
import { matchesAny, type Paging } from "./paging";
import { graphFor } from "./permissions";
import { notYours } from "./refusals";

export type NodeRow = { id: number; name: string; label: string; graph_id: number };
export type EdgeRow = {
  id: number;
  name: string;
  is_directed: number;
  head_node: NodeRow;
  tail_node: NodeRow;
  graph_id: number;
};
type Times = { created_at: string | null; updated_at: string | null };

const nodeJson = (alias: "head" | "tail") => `json_build_object('id', ${alias}.id, 'name', ${alias}.name,
  'label', ${alias}.label, 'graph_id', ${alias}.graph_id, 'created_at', ${alias}.created_at,
  'updated_at', ${alias}.updated_at)`;

/** A graph's nodes from the search index, by name or label. */
export async function listNodes(
  db: Database,
  actor: Actor,
  graphId: number,
  filter: { names?: string[]; labels?: string[]; id?: number },
  { limit, offset }: Paging,
): Promise<{ total: number; nodes: (NodeRow & Times)[] }> {
  const { names = [], labels = [], id } = filter;
  return db.within(async (sql) => {
    await graphFor(sql, actor, "read", graphId);
    const either = names.length > 0 && labels.length > 0 ? sql`or` : sql`and`;
    const matching = sql`
      from public.node n where n.graph_id = ${graphId} and ${id === undefined ? sql`true` : sql`n.id = ${id}`}
        and (${matchesAny(sql, sql`n.name`, names)} ${either} ${matchesAny(sql, sql`n.label`, labels)})`;
    const [[count], nodes] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<(NodeRow & Times)[]>`
        select n.id, n.name, n.label, n.graph_id, n.created_at, n.updated_at ${matching}
        order by n.id limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, nodes: [...nodes] };
  });
}

/** A graph's edges, by name or by ends (`a:b`, names or labels, either way round). */
export async function listEdges(
  db: Database,
  actor: Actor,
  graphId: number,
  filter: { names?: string[]; edges?: string[]; id?: number },
  { limit, offset }: Paging,
): Promise<{ total: number; edges: (EdgeRow & Times)[] }> {
  const { names = [], edges = [], id } = filter;
  return db.within(async (sql) => {
    await graphFor(sql, actor, "read", graphId);
    const byEnds = edges.map((ends) => {
      const [from = "", to = ""] = ends.split(":");
      const end = (alias: "head" | "tail", name: string) =>
        sql`(${matchesAny(sql, sql.unsafe(`${alias}.name`) as never, [name])}
          or ${matchesAny(sql, sql.unsafe(`${alias}.label`) as never, [name])})`;
      return sql`((${end("tail", from)} and ${end("head", to)}) or (${end("tail", to)} and ${end("head", from)}))`;
    });
    const ends = byEnds.length === 0 ? sql`true` : byEnds.reduce((all, one) => sql`${all} or ${one}`);
    const matching = sql`
      from public.edge e join public.node head on head.id = e.head_node_id join public.node tail on tail.id = e.tail_node_id
      where e.graph_id = ${graphId} and ${id === undefined ? sql`true` : sql`e.id = ${id}`}
        and ${matchesAny(sql, sql`e.name`, names)} and (${ends})`;
    const [[count], found] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<(EdgeRow & Times)[]>`
        select e.id, e.name, e.is_directed, e.graph_id, ${sql.unsafe(nodeJson("head"))} as head_node,
          ${sql.unsafe(nodeJson("tail"))} as tail_node, e.created_at, e.updated_at ${matching}
        order by e.id limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, edges: [...found] };
  });
}

/** One element by id. */
export const onlyOne = <T>(rows: readonly T[], what: string): T => {
  const [row] = rows;
  if (row === undefined) throw notYours(what);
  return row;
};
