import { accessOf } from "../access/access-of";
import type { Database } from "../database/database";
import { fragment, nothing } from "../database/fragment";
import type { Actor } from "./actor";
import { likePattern, matchesAny, type Paging } from "./paging";
import { type FullGraphRow, type GraphRow, graphColumns, groupFor } from "./permissions";
import { badInput, codes, refuse } from "./refusals";

export type GraphFilter = {
  ownerEmail?: string | null;
  /** Shared with groups of this person. */
  memberEmail?: string | null;
  isPublic?: 0 | 1 | null;
  /** Case does not matter; `%` stands for anything. Any of them. */
  names?: string[];
  /** All of these. */
  tags?: string[];
  sort?: string | null;
  order?: string | null;
};

const sortable = {
  name: "g.name",
  owner_email: "g.owner_email",
  created_at: "g.created_at",
  updated_at: "g.updated_at",
  id: "g.id",
} as const;

/** Graphs by owner, by member, or public ones; page and total. */
export async function listGraphs(
  db: Database,
  actor: Actor,
  filter: GraphFilter,
  { limit, offset }: Paging,
): Promise<{ total: number; graphs: GraphRow[] }> {
  const { ownerEmail, memberEmail, isPublic, names = [], tags = [], sort, order } = filter;
  if (!ownerEmail && !memberEmail && isPublic !== 1)
    throw refuse(422, codes.graphListNeedsFilter, "Give owner_email, member_email or is_public=1.");
  // Also others' graphs, as far as they are shared with the caller.
  const own = ownerEmail === actor.email || memberEmail === actor.email;
  if (!own && isPublic !== 1 && !actor.admin)
    throw refuse(403, codes.privateGraphsOfAnother, "Private graphs of others cannot be listed.");
  // PostgreSQL stores no NUL, so nothing is called that.
  if ([...names, ...tags].some((name) => name.includes("\0"))) return { total: 0, graphs: [] };
  const by = sort || "updated_at";
  if (!Object.hasOwn(sortable, by)) throw badInput("sort", `must be one of ${Object.keys(sortable).join(", ")}`);
  if (order && !/^(asc|desc)$/i.test(order)) throw badInput("order", "must be asc or desc");
  const column = sortable[by as keyof typeof sortable];
  const patterns = [...new Set(tags.map(likePattern))];
  const direction = (order ?? (sort ? "asc" : "desc")).toLowerCase();

  return db.within(async (sql) => {
    const matching = fragment`
      from public.graph g
      where ${ownerEmail ? fragment`g.owner_email = ${ownerEmail}` : fragment`true`}
        and ${isPublic == null ? fragment`true` : fragment`g.is_public = ${isPublic}`}
        and ${
          memberEmail
            ? fragment`g.id in (select h.graph_id from public.group_to_graph h
                join public.group_to_user m on m.group_id = h.group_id
                join public."user" u on u.id = m.user_id where u.email = ${memberEmail})`
            : fragment`true`
        }
        and ${matchesAny(fragment`g.name`, names)}
        and ${
          patterns.length === 0
            ? fragment`true`
            : fragment`g.id in (
                select gt.graph_id from unnest(${patterns}::text[]) wanted (tag)
                join public.graph_tag t on lower(t.name) like wanted.tag
                join public.graph_to_tag gt on gt.tag_id = t.id
                group by gt.graph_id having count(distinct wanted.tag) = ${patterns.length})`
        }`;
    // An exact name goes before one that only differs in case.
    const exact = names.length > 0 ? fragment`(g.name = any(${names}::text[])) desc,` : nothing;
    const [[count], graphs] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<GraphRow[]>`
        select ${graphColumns} ${matching}
        order by ${exact} ${sql.unsafe(`${column} ${direction} nulls last`)}, g.id ${sql.unsafe(direction)}
        limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, graphs: [...graphs] };
  });
}

/** A group's graphs, whole, for its members. */
export async function listGroupGraphs(
  db: Database,
  actor: Actor,
  groupId: number,
  { limit, offset }: Paging,
): Promise<{ total: number; graphs: FullGraphRow[] }> {
  return db.within(async (sql) => {
    await groupFor(sql, actor, "read", groupId);
    const [[count], graphs] = await Promise.all([
      sql<{ total: number }[]>`
        select count(*)::int as total from public.group_to_graph where group_id = ${groupId}`,
      sql<FullGraphRow[]>`
        select ${graphColumns}, g.graph_json as "graphJson", g.style_json as "styleJson"
        from public.group_to_graph h join public.graph g on g.id = h.graph_id
        where h.group_id = ${groupId}
          and ${accessOf({ userId: actor.userId, type: "graph", id: fragment`h.graph_id` })} = 'visible'
        order by g.updated_at desc nulls last, g.id desc limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, graphs: [...graphs] };
  });
}
