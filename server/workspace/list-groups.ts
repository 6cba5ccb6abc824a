import type { Database, Sql } from "../database/database";
import { fragment } from "../database/fragment";
import type { Actor } from "./actor";
import { matchesAny, type Paging } from "./paging";
import { type GroupRow, groupColumns, groupFor } from "./permissions";
import { codes, refuse } from "./refusals";

export type CountedGroup = GroupRow & { totalGraphs: number; totalMembers: number };
export type GroupFilter = { ownerEmail?: string | null; memberEmail?: string | null; name?: string | null };

const counts = fragment`
  (select count(*)::int from public.group_to_graph where group_id = gr.id) as "totalGraphs",
  (select count(*)::int from public.group_to_user where group_id = gr.id) as "totalMembers"`;

/** The actor's groups, as owner or as member. */
export async function listGroups(
  db: Database,
  actor: Actor,
  { ownerEmail, memberEmail, name }: GroupFilter,
  { limit, offset }: Paging,
): Promise<{ total: number; groups: CountedGroup[] }> {
  if (ownerEmail !== actor.email && memberEmail !== actor.email && !(actor.admin && (ownerEmail || memberEmail)))
    throw refuse(403, codes.groupListNeedsSelf, "Give yourself as owner_email or member_email.");
  return db.within(async (sql) => {
    const matching = fragment`
      from public."group" gr
      where ${ownerEmail ? fragment`gr.owner_email = ${ownerEmail}` : fragment`true`}
        and ${
          memberEmail
            ? fragment`gr.id in (select m.group_id from public.group_to_user m
                join public."user" u on u.id = m.user_id where u.email = ${memberEmail})`
            : fragment`true`
        }
        and ${name ? matchesAny(fragment`gr.name`, [name]) : fragment`true`}`;
    const [[count], groups] = await Promise.all([
      sql<{ total: number }[]>`select count(*)::int as total ${matching}`,
      sql<CountedGroup[]>`
        select ${groupColumns}, ${counts} ${matching}
        order by ${name ? sql`(gr.name = ${name}) desc,` : sql``} gr.name, gr.id limit ${limit} offset ${offset}`,
    ]);
    return { total: count?.total ?? 0, groups: [...groups] };
  });
}

/** One group with its counts, for those who may see it. */
export async function countedGroup(sql: Sql, actor: Actor, id: number): Promise<CountedGroup> {
  const group = await groupFor(sql, actor, "read", id);
  const [counted] = await sql<{ totalGraphs: number; totalMembers: number }[]>`
    select ${counts} from public."group" gr where gr.id = ${id}`;
  return { ...group, totalGraphs: counted?.totalGraphs ?? 0, totalMembers: counted?.totalMembers ?? 0 };
}

export const readGroup = (db: Database, actor: Actor, id: number): Promise<CountedGroup> =>
  db.within((sql) => countedGroup(sql, actor, id));
