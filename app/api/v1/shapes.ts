import type { CountedGroup } from "@/server/workspace/list-groups";
import type { Member } from "@/server/workspace/members";
import { parsed } from "@/server/workspace/parsed";
import type { FullGraphRow, GraphRow, LayoutRow } from "@/server/workspace/permissions";

/** GraphSpace's times: ISO, without a zone. */
export const isoTime = (time: string | null) => time?.replace(" ", "T") ?? null;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const times = (row: { createdAt: string | null; updatedAt: string | null }) => ({
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});

export const graphSummary = (graph: GraphRow) => ({
  id: graph.id,
  owner_email: graph.ownerEmail,
  name: graph.name,
  is_public: graph.isPublic,
  tags: graph.tags,
  default_layout_id: graph.defaultLayoutId,
  ...times(graph),
});

export const fullGraph = (graph: FullGraphRow) => ({
  ...graphSummary(graph),
  graph_json: completed(parsed(graph.graphJson), graph),
  style_json: styleOf(parsed(graph.styleJson)),
});

/**
 * What older rows may lack and clients rely on: `data`, and every node's id. The name and tags in it are the graph's:
 * GraphSpace's client takes them from there, and writes them back with the next change.
 */
function completed(stored: unknown, graph: GraphRow): Json {
  const given = isObject(stored) ? stored : {};
  const elements = isObject(given.elements) ? given.elements : {};
  const nodes = Array.isArray(elements.nodes) ? elements.nodes : [];
  return {
    ...given,
    data: { ...(isObject(given.data) ? given.data : {}), name: graph.name, tags: graph.tags },
    elements: {
      ...elements,
      nodes: nodes.map((node: Json) => {
        const data = isObject(node.data) ? node.data : {};
        return { ...node, data: { ...data, id: data.id ?? data.name, label: data.label ?? "" } };
      }),
      edges: Array.isArray(elements.edges) ? elements.edges : [],
    },
  };
}

const styleOf = (stored: unknown) => (isObject(stored) || Array.isArray(stored) ? stored : { style: [] });

/** Positions and style leave as JSON strings, never null: the client parses them again. */
export const layoutShape = (layout: LayoutRow) => ({
  id: layout.id,
  name: layout.name,
  owner_email: layout.ownerEmail,
  graph_id: layout.graphId,
  is_shared: layout.isShared,
  positions_json: layout.positionsJson || "{}",
  style_json: layout.styleJson || '{"style": []}',
  ...times(layout),
});

export const groupShape = (group: CountedGroup) => ({
  id: group.id,
  name: group.name,
  invite_code: group.inviteCode ?? "",
  owner_email: group.ownerEmail,
  description: group.description,
  total_graphs: group.totalGraphs,
  total_members: group.totalMembers,
  ...times(group),
});

export const memberShape = (member: Member) => ({ id: member.id, email: member.email, ...times(member) });
