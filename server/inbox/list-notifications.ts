import { type Fragment, viewerColumns } from "../access/access-of";
import { knowsGroup, notificationAccess } from "../access/notification-access";
import { defaultPageSize, maxPageSize, type NotificationPage } from "../contract/api";
import { countCap } from "../contract/notification";
import { emptyFilter, type NotificationFilter } from "../contract/query-filter";
import { searchBits } from "../contract/word-bits";
import type { Database, Sql } from "../database/database";
import { channels, wake } from "../database/wake";
import { invalid } from "../errors";
import { countView } from "./count-notifications";
import { hideForbidden } from "./hide-forbidden";
import { matching, matchingEvent, matchingRow, mayMatchWords, needsEvent } from "./matching";
import { type EventRow, type Sight, type StateRow, stateColumns, toNotification } from "./notification-row";
import { readFreshness } from "./read-freshness";
import { type EventVersion, recentEvents } from "./recent-events";
import { snapshotToken } from "./snapshot";

type Row = StateRow & EventVersion & Sight & { seen: boolean | null };
type Head = { snapshot: string; unread: number; viewer: string };

/**
 * One page of a person's notifications, newest arrival first. Access is checked again for every row shown: what
 * was lost is hidden before anything is counted, and the page is filled up.
 */
export async function listNotifications(
  db: Database,
  userId: number,
  input: { filter?: NotificationFilter; cursor?: string | null; limit?: number } = {},
): Promise<NotificationPage> {
  const limit = Math.min(input.limit ?? defaultPageSize, maxPageSize);
  const cursor = readCursor(input.cursor ?? null);
  const filter = input.filter ?? emptyFilter();
  for (;;) {
    const { head, rows } = await readPage(db, { userId, filter, before: cursor, limit: limit + 1 });
    const lost = rows.filter((row) => row.access === "forbidden");
    if (lost.length === 0) {
      const shown = rows.slice(0, limit);
      const seen = shown.find((row) => row.seen);
      const events = await recentEvents(db, shown);
      return {
        notifications: shown.map((row) => toNotification(row, events.get(row.event_id) as EventRow, head.viewer)),
        nextCursor: rows.length > limit ? ((shown.at(-1) as Row).event_id as string) : null,
        counts: { unread: head.unread },
        snapshot: head.snapshot,
        seenThrough: seen?.event_id ?? null,
        freshness: await readFreshness(db),
      };
    }
    await hideForbidden(
      db.sql,
      lost.map((row) => ({ userId, eventId: row.event_id })),
    );
    await wake(db.sql, channels.changed);
  }
}

type Page = { userId: number; filter: NotificationFilter; before: string; limit: number };

/** How many of the newest are looked through one by one before the planner is asked for another way. */
const walkLength = 2_000;
/** Where the words of each stand in the index that is walked. */
const wordWalkLength = 20_000;

const lengthOfWalk = ({ search, is, type }: NotificationFilter) =>
  search !== null && searchBits(search) !== 0n && [is, type].every(({ any, none }) => any.length + none.length === 0)
    ? wordWalkLength
    : walkLength;

/**
 * Newest first, most filters fill a page within a short walk down the person's own rows. Where they do not
 * (a rare word in a large inbox) the planner chooses, knowing this person and these words.
 */
async function readPage(db: Database, page: Page): Promise<{ head: Head; rows: Row[] }> {
  if (!needsEvent(page.filter)) return db.within((sql) => readRows(sql, page, allRows(sql, page)));
  const walked = await db.within((sql) => readRows(sql, page, walkedRows(sql, page)));
  if (walked.rows.length === page.limit || !(await db.within((sql) => isLonger(sql, page)))) return walked;
  return db.transaction(async (sql) => {
    await sql`set local plan_cache_mode = force_custom_plan`;
    return readRows(sql, page, allRows(sql, page));
  });
}

const order = (sql: Sql, { limit }: Page) => sql`order by n.event_id desc limit ${limit}`;

const allRows = (sql: Sql, page: Page) => sql`
  (select n.* from notification.notification n
    ${needsEvent(page.filter) ? sql`join notification.event e on e.id = n.event_id` : sql``}
    where ${matching(sql, page.userId, page.filter)} and n.event_id < ${page.before}::bigint ${order(sql, page)}) n
  join notification.event e on e.id = n.event_id`;

/**
 * The walk itself reads an index of the person's rows and the events, and the rows only of what matches.
 * `offset 0` keeps the planner from turning it around.
 */
const walkedRows = (sql: Sql, page: Page) => sql`
  (select n.user_id, e.* from (
      select n.user_id, n.event_id, n.group_id, n.words from notification.notification n
      where ${matchingRow(sql, page.userId, page.filter)} and n.event_id < ${page.before}::bigint
      order by n.event_id desc limit ${lengthOfWalk(page.filter)}) n,
    lateral (
      select e.xmin, e.* from notification.event e
      where e.id = n.event_id and ${matchingEvent(sql, page.userId, page.filter)} offset 0) e
    where ${mayMatchWords(sql, page.filter)} ${order(sql, page)}) e
  join notification.notification n on n.user_id = e.user_id and n.event_id = e.id`;

async function isLonger(sql: Sql, { userId, filter, before }: Page): Promise<boolean> {
  const found = await sql`
    select from notification.notification n
    where ${matchingRow(sql, userId, filter)} and n.event_id < ${before}::bigint
    order by n.event_id desc offset ${lengthOfWalk(filter)} limit 1`;
  return found.length > 0;
}

/**
 * One statement, so that the snapshot fits the rows; it comes back also where no row does. `left join` all along,
 * and then `viewer` is null, for an account that ended a moment ago. `offset 0`: the viewer is read once, not per row.
 * @param source rows `n` with their events `e`
 */
async function readRows(sql: Sql, { userId }: Page, source: unknown): Promise<{ head: Head; rows: Row[] }> {
  const answer = await sql<(Head & Row)[]>`
    select viewer.snapshot, viewer.unread, viewer.email as viewer, page.*
    from (
      select ${snapshotToken(sql)} as snapshot, ${countView(sql, userId, "unread", countCap)} as unread,
        ${viewerColumns(sql)}, (select seen_snapshot from notification.inbox_state where user_id = ${userId}) as seen
      from (select) one left join public."user" u on u.id = ${userId} offset 0) viewer
    left join lateral (
      select ${stateColumns(sql)}, ${notificationAccess(sql, { viewer: true })} as access,
        ${knowsGroup(sql, { viewer: true })} as "knowsGroup",
        e.xmin::text as event_version, pg_visible_in_snapshot(n.arrived, viewer.seen) as seen
      from ${source as Fragment}) page on true
    order by page.event_id desc`;
  return { head: answer[0] as Head, rows: answer.filter((row) => row.event_id !== null) as Row[] };
}

const newest = "9223372036854775807";

function readCursor(cursor: string | null): string {
  if (cursor === null) return newest;
  if (!/^\d{1,19}$/.test(cursor) || BigInt(cursor) > BigInt(newest))
    throw invalid({ field: "cursor", message: "is not one of ours; pass the nextCursor of a page" });
  return cursor;
}
