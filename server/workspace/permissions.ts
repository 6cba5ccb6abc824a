import { type Access, accessOf } from "../access/access-of";
import type { Sql } from "../database/database";
import { fragment } from "../database/fragment";
import type { Actor } from "./actor";
import { notYours } from "./refusals";

export type GraphAction = "read" | "update" | "delete" | "share";
export type LayoutAction = "read" | "update" | "delete";
export type GroupAction = "read" | "update" | "delete" | "manage";

/**
 * Who may do what, beyond seeing it (room `access` decides that): as GraphSpace has it. Administrators may update
 * anything, but only owners delete.
 */
export const mayDo = {
  graph: (actor: Actor, action: GraphAction, graph: { ownerEmail: string; isPublic: number }): boolean => {
    const owns = graph.ownerEmail === actor.email;
    if (action === "read") return true;
    if (action === "update") return owns || actor.admin;
    if (action === "share") return owns || graph.isPublic === 1;
    return owns;
  },
  layout: (actor: Actor, action: LayoutAction, layout: { ownerEmail: string }): boolean =>
    action === "read" || layout.ownerEmail === actor.email || (action === "update" && actor.admin),
  group: (actor: Actor, action: GroupAction, group: { ownerEmail: string }): boolean =>
    action === "read" || group.ownerEmail === actor.email || (action !== "delete" && actor.admin),
} as const;

export type GraphRow = {
  id: number;
  name: string;
  ownerEmail: string;
  isPublic: number;
  defaultLayoutId: number | null;
  createdAt: string | null;
  updatedAt: string | null;
  tags: string[];
};
export type FullGraphRow = GraphRow & { graphJson: string; styleJson: string };
export type LayoutRow = {
  id: number;
  name: string;
  ownerEmail: string;
  graphId: number;
  positionsJson: string;
  styleJson: string;
  isShared: number;
  createdAt: string | null;
  updatedAt: string | null;
};
export type GroupRow = {
  id: number;
  name: string;
  ownerEmail: string;
  description: string | null;
  inviteCode: string;
  createdAt: string | null;
  updatedAt: string | null;
};

type Options = { lock?: boolean };
type WithAccess<Row> = Row & { access: Access };

// `accessOf` has aliases of its own (g, l, gr, u): ids are handed to it as values.
export const graphColumns = fragment`g.id, g.name, g.owner_email as "ownerEmail", g.is_public as "isPublic",
  g.default_layout_id as "defaultLayoutId", g.created_at as "createdAt", g.updated_at as "updatedAt",
  coalesce((select array_agg(t.name order by t.name) from public.graph_to_tag gt
    join public.graph_tag t on t.id = gt.tag_id where gt.graph_id = g.id), '{}') as tags`;
export const layoutColumns = fragment`l.id, l.name, l.owner_email as "ownerEmail", l.graph_id as "graphId",
  l.positions_json as "positionsJson", l.style_json as "styleJson", l.is_shared as "isShared",
  l.created_at as "createdAt", l.updated_at as "updatedAt"`;
export const groupColumns = fragment`gr.id, gr.name, gr.owner_email as "ownerEmail", gr.description,
  gr.invite_code as "inviteCode", gr.created_at as "createdAt", gr.updated_at as "updatedAt"`;

/** A graph for one purpose; throws the refusal that reveals nothing where the actor may not. */
export async function graphFor(sql: Sql, actor: Actor, action: GraphAction, id: number, { lock }: Options = {}) {
  const [row] = await sql<WithAccess<FullGraphRow>[]>`
    select ${graphColumns}, g.graph_json as "graphJson", g.style_json as "styleJson",
      ${accessOf({ userId: actor.userId, type: "graph", id })} as access
    from public.graph g where g.id = ${id} ${lock ? sql`for update of g` : sql``}`;
  if (row?.access !== "visible" || !mayDo.graph(actor, action, row)) throw notYours("graph");
  return row as FullGraphRow;
}

/** A layout of a graph for one purpose. */
export async function layoutFor(
  sql: Sql,
  actor: Actor,
  action: LayoutAction,
  { graphId, id }: { graphId: number; id: number },
  { lock }: Options = {},
): Promise<LayoutRow> {
  const [row] = await sql<WithAccess<LayoutRow>[]>`
    select ${layoutColumns},
      ${accessOf({ userId: actor.userId, type: "layout", id })} as access
    from public.layout l where l.id = ${id} and l.graph_id = ${graphId} ${lock ? sql`for update of l` : sql``}`;
  if (row?.access !== "visible" || !mayDo.layout(actor, action, row)) throw notYours("layout");
  return row;
}

/** A group for one purpose. */
export async function groupFor(
  sql: Sql,
  actor: Actor,
  action: GroupAction,
  id: number,
  { lock }: Options = {},
): Promise<GroupRow> {
  const [row] = await sql<WithAccess<GroupRow>[]>`
    select ${groupColumns},
      ${accessOf({ userId: actor.userId, type: "group", id })} as access
    from public."group" gr where gr.id = ${id} ${lock ? sql`for update of gr` : sql``}`;
  if (row?.access !== "visible" || !mayDo.group(actor, action, row)) throw notYours("group");
  return row;
}
