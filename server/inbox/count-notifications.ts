import type { Fragment } from "../access/access-of";
import { type Counts, countCap } from "../contract/notification";
import type { NotificationFilter } from "../contract/query-filter";
import type { Database, Sql } from "../database/database";
import { matching, needsEvent, views } from "./matching";

/** Group counts look at this many unread ones, newest first; whoever has more sees 99+ nearly everywhere. */
const groupWindow = 5000;

/** How many a view holds, as an SQL expression that stops counting at `cap`. Reads one partial index. */
export function countView(
  sql: Sql,
  userId: number | Fragment,
  view: "unread" | "inbox" | "saved" | "snoozed" | "archived",
  cap: number,
) {
  const inInbox = view === "unread" || view === "inbox";
  return sql`(select count(*)::int from (
    select from notification.notification n
    where n.user_id = ${userId} and n.hidden_at is null and ${inInbox ? views.inbox(sql) : views[view](sql)}
      ${view === "unread" ? sql`and ${views.unread(sql)}` : sql``}
    limit ${cap}) counted)` as unknown as Fragment;
}

/** The absolute numbers of one person, each capped at 100. Never depends on a page's filters. */
export async function countNotifications(db: Database, userId: number): Promise<Counts> {
  const [row] = await db.within((sql) => sql<[Counts]>`select ${countColumns(sql, userId)}`);
  return row as Counts;
}

/** The same for several people in one statement. */
export async function countPeople(db: Database, userIds: number[]): Promise<Map<number, Counts>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.within(
    (sql) => sql<({ user_id: number } & Counts)[]>`
      select p.id as user_id, counted.* from unnest(${userIds}::int[]) p(id),
      lateral (select ${countColumns(sql, sql`p.id` as unknown as Fragment)}) counted`,
  );
  return new Map(rows.map(({ user_id, ...counts }) => [user_id, counts]));
}

/** The same as columns of a statement of the caller's. */
export function countColumns(sql: Sql, userId: number | Fragment): Fragment {
  const count = (view: Parameters<typeof countView>[2]) => countView(sql, userId, view, countCap);
  return sql`${count("unread")} as unread, ${count("inbox")} as inbox, ${count("saved")} as saved,
    ${count("snoozed")} as snoozed, ${count("archived")} as archived,
    coalesce((select jsonb_object_agg(group_id, least(number, ${countCap})) from (
      select group_id, count(*)::int as number from (
        select n.group_id from notification.notification n
        where n.user_id = ${userId} and n.hidden_at is null and ${views.inbox(sql)} and ${views.unread(sql)}
        order by n.event_id desc limit ${groupWindow}) unread
      where group_id is not null group by group_id) by_group), '{}') as groups` as unknown as Fragment;
}

/** How many match a filter, capped at 100. */
export async function countMatching(db: Database, userId: number, filter: NotificationFilter): Promise<number> {
  const joins = needsEvent(filter);
  const count = async (sql: Sql) => {
    const [row] = await sql<[{ number: number }]>`
      select count(*)::int as number from (
        select from notification.notification n
        ${joins ? sql`join notification.event e on e.id = n.event_id` : sql``}
        where ${matching(sql, userId, filter)} limit ${countCap}) counted`;
    return row.number;
  };
  if (!joins) return db.within(count);
  // The best way depends on how large this inbox is and how rare these words are.
  return db.transaction(async (sql) => {
    await sql`set local plan_cache_mode = force_custom_plan`;
    return count(sql);
  });
}
