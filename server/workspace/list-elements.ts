import type { Database } from "../database/database";
import { fixed, fragment } from "../database/fragment";
import type { Actor } from "./actor";
import { likePattern, matchesAny, type Paging } from "./paging";
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

const nodeJson = (alias: "head" | "tail") =>
  fixed(`json_build_object('id', ${alias}.id, 'name', ${alias}.name,
  'label', ${alias}.label, 'graph_id', ${alias}.graph_id, 'created_at', ${alias}.created_at,
  'updated_at', ${alias}.updated_at)`);
/** As in JSON: ISO, without a zone. */
const times = (alias: "n" | "e") =>
  fixed(`to_json(${alias}.created_at) as created_at, to_json(${alias}.updated_at) as updated_at`);

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
    const either = names.length > 0 && labels.length > 0 ? fragment`or` : fragment`and`;
    const matching = fragment`
      from public.node n where n.graph_id = ${graphId} and ${id === undefined ? fragment`true` : fragment`n.id = ${id}`}
        and (${matchesAny(fragment`n.name`, names)} ${either} ${matchesAny(fragment`n.label`, labels)})`;
    const [[count], nodes] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<(NodeRow & Times)[]>`
        select n.id, n.name, n.label, n.graph_id, ${times("n")} ${matching}
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
    const ends = edges.map((pair) => pair.split(":").map(likePattern));
    const byEnds = fragment`exists (
      select from unnest(${ends.map(([one = ""]) => one)}::text[], ${ends.map(([, other = ""]) => other)}::text[])
        wanted (one, other)
      cross join lateral (select lower(tail.name) like one or lower(tail.label) like one as tail_is_one,
        lower(tail.name) like other or lower(tail.label) like other as tail_is_other,
        lower(head.name) like one or lower(head.label) like one as head_is_one,
        lower(head.name) like other or lower(head.label) like other as head_is_other) fits
      where (tail_is_one and head_is_other) or (tail_is_other and head_is_one))`;
    const matching = fragment`
      from public.edge e join public.node head on head.id = e.head_node_id join public.node tail on tail.id = e.tail_node_id
      where e.graph_id = ${graphId} and ${id === undefined ? fragment`true` : fragment`e.id = ${id}`}
        and ${matchesAny(fragment`e.name`, names)} and ${edges.length === 0 ? fragment`true` : byEnds}`;
    const [[count], found] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<(EdgeRow & Times)[]>`
        select e.id, e.name, e.is_directed, e.graph_id, ${nodeJson("head")} as head_node,
          ${nodeJson("tail")} as tail_node, ${times("e")} ${matching}
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
