import { cutText } from "../contract/cut-text";
import type { Transaction } from "../database/database";
import type { Network, NetworkEdge } from "./network";

/** What is searched of a label or an edge's name: at three bytes a character it fits into GraphSpace's indexes. */
const maxIndexed = 800;

/**
 * Brings GraphSpace's search index (tables node, edge) in line with a graph's stored network: what is gone goes,
 * what stays keeps its id. Parallel edges share one row, as its unique index wants.
 */
export async function indexElements(sql: Transaction, graphId: number, network: Network): Promise<void> {
  const nodes = network.nodes.map(({ id, label }) => ({ name: id, label: cutText(label, maxIndexed) }));
  const pairs = new Map(network.edges.map((edge) => [JSON.stringify([edge.source, edge.target]), edge]));
  const edges = namedOnce([...pairs.values()]);
  const repeated = await repeatedColumns(sql);
  await sql`delete from public.edge where graph_id = ${graphId}`;
  await sql`
    delete from public.node where graph_id = ${graphId}
      and name <> all(${network.nodes.map(({ id }) => id)}::text[])`;
  await sql`
    update public.node n set label = r.label, updated_at = now() at time zone 'utc'
    from json_to_recordset(${JSON.stringify(nodes)}::text::json) as r (name text, label text)
    where n.graph_id = ${graphId} and n.name = r.name and n.label <> r.label`;
  await sql`
    insert into public.node (name, label, graph_id, created_at, updated_at)
    select r.name, r.label, ${graphId}, now() at time zone 'utc', now() at time zone 'utc'
    from json_to_recordset(${JSON.stringify(nodes)}::text::json) as r (name text, label text)
    where not exists (select from public.node n where n.graph_id = ${graphId} and n.name = r.name)`;
  await sql`
    insert into public.edge (name, graph_id, head_node_id, tail_node_id, is_directed, created_at, updated_at
      ${sql.unsafe(repeated.map((column) => `, ${column}`).join(""))})
    select r.name, ${graphId}, head.id, tail.id, r.is_directed, now() at time zone 'utc', now() at time zone 'utc'
      ${sql.unsafe(repeated.map((column) => `, ${column.replace("_node_", ".")}`).join(""))}
    from json_to_recordset(${JSON.stringify(edges)}::text::json)
      as r (source text, target text, is_directed int, name text)
    join public.node tail on tail.graph_id = ${graphId} and tail.name = r.source
    join public.node head on head.graph_id = ${graphId} and head.name = r.target`;
}

/** GraphSpace's own migrations left edges that repeat the names and labels of their ends; others do not. */
async function repeatedColumns(sql: Transaction): Promise<string[]> {
  const rows = await sql<{ column: string }[]>`
    select attname::text as column from pg_attribute
    where attrelid = 'public.edge'::regclass and attname ~ '^(head|tail)_node_(name|label)$'`;
  return rows.map(({ column }) => column);
}

/** GraphSpace wants an edge's name once in a graph: where another has it, an edge is called by its ends. */
function namedOnce(edges: NetworkEdge[]) {
  const taken = new Set<string>();
  return edges.map(({ source, target, directed, name: given }) => {
    const ends = `${source}-${target}`;
    let name = cutText(given, maxIndexed) || ends;
    for (let n = 1; taken.has(name); n++) name = n === 1 ? ends : `${ends} ${n}`;
    taken.add(name);
    return { source, target, is_directed: directed ? 1 : 0, name };
  });
}
