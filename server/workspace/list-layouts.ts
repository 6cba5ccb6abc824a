import { accessOf } from "../access/access-of";
import type { Database } from "../database/database";
import { fragment } from "../database/fragment";
import type { Actor } from "./actor";
import { matchesAny, type Paging } from "./paging";
import { graphFor, type LayoutRow, layoutColumns, layoutFor } from "./permissions";
import { codes, refuse } from "./refusals";

export type LayoutFilter = { ownerEmail?: string | null; isShared?: 0 | 1 | null; name?: string | null };

/** A graph's layouts: the actor's own, or shared ones. */
export async function listLayouts(
  db: Database,
  actor: Actor,
  graphId: number,
  { ownerEmail, isShared, name }: LayoutFilter,
  { limit, offset }: Paging,
): Promise<{ total: number; layouts: LayoutRow[] }> {
  if (ownerEmail !== actor.email && isShared !== 1)
    throw refuse(422, codes.layoutListNeedsFilter, "Give your own owner_email, or is_shared=1.");
  return db.within(async (sql) => {
    await graphFor(sql, actor, "read", graphId);
    const matching = fragment`
      from public.layout l cross join lateral (select l.id as layout_id) it where l.graph_id = ${graphId}
        and ${ownerEmail ? fragment`l.owner_email = ${ownerEmail}` : fragment`true`}
        and ${isShared == null ? fragment`true` : fragment`l.is_shared = ${isShared}`}
        and ${name ? matchesAny(fragment`l.name`, [name]) : fragment`true`}
        and ${accessOf({ userId: actor.userId, type: "layout", id: fragment`it.layout_id` })} = 'visible'`;
    const [[count], layouts] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<LayoutRow[]>`
        select ${layoutColumns} ${matching}
        order by ${name ? sql`(l.name = ${name}) desc,` : sql``} l.name, l.id limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, layouts: [...layouts] };
  });
}

export const readLayout = (db: Database, actor: Actor, at: { graphId: number; id: number }): Promise<LayoutRow> =>
  db.within((sql) => layoutFor(sql, actor, "read", at));

/** All that the actor may see: their own, and shared ones. */
export const listVisibleLayouts = async (db: Database, actor: Actor, graphId: number): Promise<LayoutRow[]> => {
  const page = { limit: 200, offset: 0 };
  const [own, shared] = await Promise.all([
    listLayouts(db, actor, graphId, { ownerEmail: actor.email }, page),
    listLayouts(db, actor, graphId, { isShared: 1 }, page),
  ]);
  return [...new Map([...own.layouts, ...shared.layouts].map((layout) => [layout.id, layout])).values()].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
};
