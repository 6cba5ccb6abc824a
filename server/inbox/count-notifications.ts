import { type Counts, countCap } from "../contract/notification";
import type { NotificationFilter } from "../contract/query-filter";
import type { Database, Sql } from "../database/database";
import { type Fragment, fixed, fragment } from "../database/fragment";
import { idList } from "../database/id-list";
import { alreadyProven } from "../proof";
import { joinEvent, matching, needsEvent, viewTexts } from "./matching";
import { isLonger, newest, walkedRows } from "./walk";

/** Group counts look at this many unread ones, newest first; whoever has more sees 99+ nearly everywhere. */
const groupWindow = 5000;

const shown = "n.hidden_at is null";
/** What is counted as what, over `n`. */
const counted = {
  unread: fixed(`${shown} and ${viewTexts.inbox} and ${viewTexts.unread}`),
  inbox: fixed(`${shown} and ${viewTexts.inbox}`),
  saved: fixed(`${shown} and ${viewTexts.saved}`),
  snoozed: fixed(`${shown} and ${viewTexts.snoozed}`),
  archived: fixed(`${shown} and ${viewTexts.archived}`),
};

/** How many a view holds, as an SQL expression that stops counting at `cap`. Reads one partial index. */
export const countView = (userId: number | Fragment, view: keyof typeof counted, cap: number) =>
  fragment`(select count(*)::int from (
    select from notification.notification n where n.user_id = ${userId} and ${counted[view]} limit ${cap}) counted)`;

/**
 * The absolute numbers of one person, each capped at 100. Never depends on a page's filters.
 * @param proof that they ask, where that is still to be proved
 */
export async function countNotifications(db: Database, userId: number, proof = alreadyProven): Promise<Counts> {
  const [{ proof: found, ...counts }] = await db.within(
    (sql) => sql<[Counts & { proof: string | null }]>`
      select ${proof.column} as proof, ${countColumns(userId)}`,
  );
  proof.check(found);
  return counts;
}

/** The same for several people in one statement. */
export async function countPeople(db: Database, userIds: number[]): Promise<Map<number, Counts>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.within(
    (sql) => sql<({ user_id: number } & Counts)[]>`
      select p.id as user_id, counted.* from unnest(${idList(userIds, "int")}) p(id),
      lateral (select ${countColumns(fragment`p.id`)}) counted`,
  );
  return new Map(rows.map(({ user_id, ...counts }) => [user_id, counts]));
}

/** The same as columns of a statement of the caller's. */
export function countColumns(userId: number | Fragment): Fragment {
  const count = (view: keyof typeof counted) => countView(userId, view, countCap);
  return fragment`${count("unread")} as unread, ${count("inbox")} as inbox, ${count("saved")} as saved,
    ${count("snoozed")} as snoozed, ${count("archived")} as archived,
    coalesce((select jsonb_object_agg(group_id, least(number, ${countCap})) from (
      select group_id, count(*)::int as number from (
        select n.group_id from notification.notification n
        where n.user_id = ${userId} and ${counted.unread}
        order by n.event_id desc limit ${groupWindow}) unread
      where group_id is not null group by group_id) by_group), '{}') as groups`;
}

/**
 * How many match a filter, capped at 100: along a short walk, like the list, and where that is not enough by what
 * the planner chooses, knowing this person and these words.
 */
export async function countMatching(db: Database, userId: number, filter: NotificationFilter): Promise<number> {
  const rows = fragment`
    notification.notification n ${joinEvent(filter)}
    where ${matching(userId, filter)}`;
  const countUpTo = (sql: Sql, from: Fragment) =>
    numberIn(sql<[Numbered]>`select count(*)::int as number from (select from ${from} limit ${countCap}) counted`);
  if (!needsEvent(filter)) return db.within((sql) => countUpTo(sql, rows));
  const page = { userId, filter, before: newest, limit: countCap };
  const walked = await db.within((sql) => countUpTo(sql, walkedRows(page)));
  if (walked === countCap || !(await db.within((sql) => isLonger(sql, page)))) return walked;
  return db.transaction(async (sql) => {
    await sql`set local plan_cache_mode = force_custom_plan`;
    // All of them: with a limit the planner hopes to meet enough soon among everybody's events.
    return numberIn(sql<[Numbered]>`select least(count(*), ${countCap})::int as number from ${rows}`);
  });
}

type Numbered = { number: number };
const numberIn = async (answer: PromiseLike<[Numbered]>) => (await answer)[0].number;
