import type { NotificationFilter } from "../contract/query-filter";
import { searchBits } from "../contract/word-bits";
import type { Sql } from "../database/database";
import { fragment } from "../database/fragment";
import { matchingEvent, matchingRow, mayMatchWords } from "./matching";

/** Rows of one person, newest first, from before an event on. */
export type Page = { userId: number; filter: NotificationFilter; before: string; limit: number };

export const newest = "9223372036854775807";

export const order = ({ limit }: Pick<Page, "limit">) => fragment`order by n.event_id desc limit ${limit}`;

/** How many of the newest are looked through one by one before the planner is asked for another way. */
const walkLength = 2_000;
/** Where the words of each stand in the index that is walked. */
const wordWalkLength = 20_000;

const lengthOfWalk = ({ search, is, type }: NotificationFilter) =>
  search !== null && searchBits(search) !== 0n && [is, type].every(({ any, none }) => any.length + none.length === 0)
    ? wordWalkLength
    : walkLength;

/** What decides whether a row may be shown: a walk drags no more along. */
const eventOfRow = fragment`e.id, e.verb, e.resource_type, e.resource_id, e.group_id, e.group_ids`;

/**
 * `n` and `e` of what matches, found by a short walk down the person's own rows: it reads an index of these rows and
 * the events, and the rows only of what matches. `offset 0` keeps the planner from turning it around.
 */
export const walkedRows = (page: Page) => fragment`
  (select n.user_id, e.xmin, ${eventOfRow} from (
      select n.user_id, n.event_id, n.group_id, n.words from notification.notification n
      where ${matchingRow(page.userId, page.filter)} and n.event_id < ${page.before}::bigint
      order by n.event_id desc limit ${lengthOfWalk(page.filter)}) n,
    lateral (
      select e.xmin, ${eventOfRow} from notification.event e
      where e.id = n.event_id and ${matchingEvent(page.userId, page.filter)} offset 0) e
    where ${mayMatchWords(page.filter)} ${order(page)}) e
  join notification.notification n on n.user_id = e.user_id and n.event_id = e.id`;

/** Whether there is more than such a walk looks through. */
export async function isLonger(sql: Sql, { userId, filter, before }: Page): Promise<boolean> {
  const found = await sql`
    select from notification.notification n
    where ${matchingRow(userId, filter)} and n.event_id < ${before}::bigint
    order by n.event_id desc offset ${lengthOfWalk(filter)} limit 1`;
  return found.length > 0;
}
