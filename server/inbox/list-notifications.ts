import { viewerColumns } from "../access/access-of";
import { knowsGroup, notificationAccess } from "../access/notification-access";
import { defaultPageSize, maxPageSize, type NotificationPage } from "../contract/api";
import { countCap } from "../contract/notification";
import { emptyFilter, type NotificationFilter } from "../contract/query-filter";
import type { Database, Sql } from "../database/database";
import { type Fragment, fragment } from "../database/fragment";
import { channels, wake } from "../database/wake";
import { invalid } from "../errors";
import { alreadyProven, type Proof } from "../proof";
import { countView } from "./count-notifications";
import { hideForbidden } from "./hide-forbidden";
import { joinEvent, matching, needsEvent } from "./matching";
import { type EventRow, type ShownRow, type Sight, shownColumns, toNotification } from "./notification-row";
import { readFreshness } from "./read-freshness";
import { type EventVersion, recentEvents } from "./recent-events";
import { snapshotToken } from "./snapshot";
import { isLonger, newest, order, type Page, walkedRows } from "./walk";

type Asked = Page & { proof: Proof };
type Row = ShownRow & EventVersion & Sight & { seen: boolean | null };
type Head = { snapshot: string; unread: number; viewer: string; proof: string | null };

/**
 * One page of a person's notifications, newest arrival first. Access is checked again for every row shown: what
 * was lost is hidden before anything is counted, and the page is filled up.
 * @param input `proof`: that `userId` asks, where that is still to be proved
 */
export async function listNotifications(
  db: Database,
  userId: number,
  input: { filter?: NotificationFilter; cursor?: string | null; limit?: number; proof?: Proof } = {},
): Promise<NotificationPage> {
  const limit = Math.min(input.limit ?? defaultPageSize, maxPageSize);
  const cursor = readCursor(input.cursor ?? null);
  const { filter = emptyFilter(), proof = alreadyProven } = input;
  for (;;) {
    const { head, rows } = await readPage(db, { userId, filter, before: cursor, limit: limit + 1, proof });
    const lost = rows.filter((row) => row.access === "forbidden");
    if (lost.length === 0) {
      const shown = rows.slice(0, limit);
      const seen = shown.find((row) => row.seen);
      const events = await recentEvents(db, shown);
      // What may be told of an event was judged by another version of it: anew.
      if (events === null) continue;
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

/**
 * Newest first, most filters fill a page within a short walk down the person's own rows. Where they do not
 * (a rare word in a large inbox) the planner chooses, knowing this person and these words.
 */
async function readPage(db: Database, page: Asked): Promise<{ head: Head; rows: Row[] }> {
  if (!needsEvent(page.filter)) return db.within((sql) => readRows(sql, page, allRows(page)));
  const walked = await db.within((sql) => readRows(sql, page, walkedRows(page)));
  if (walked.rows.length === page.limit || !(await db.within((sql) => isLonger(sql, page)))) return walked;
  return db.transaction(async (sql) => {
    await sql`set local plan_cache_mode = force_custom_plan`;
    return readRows(sql, page, allRows(page));
  });
}

const allRows = (page: Page) => fragment`
  (select n.* from notification.notification n ${joinEvent(page.filter)}
    where ${matching(page.userId, page.filter)} and n.event_id < ${page.before}::bigint ${order(page)}) n
  join notification.event e on e.id = n.event_id`;

/**
 * One statement, so that the snapshot fits the rows; it comes back also where no row does. `left join` all along,
 * and then `viewer` is null, for an account that ended a moment ago. `offset 0`: the viewer is read once, not per row.
 * @param source rows `n` with their events `e`
 */
async function readRows(
  sql: Sql,
  { userId, filter, proof }: Asked,
  source: Fragment,
): Promise<{ head: Head; rows: Row[] }> {
  // A search through a very large inbox may be worth several processes.
  const snapshot = needsEvent(filter) ? snapshotToken.rarely : snapshotToken.often;
  const answer = await sql<(Head & Row)[]>`
    select ${proof.column} as proof, viewer.snapshot, viewer.unread, viewer.email as viewer, page.*
    from (
      select ${snapshot} as snapshot, ${countView(userId, "unread", countCap)} as unread,
        ${viewerColumns}, (select seen_snapshot from notification.inbox_state where user_id = ${userId}) as seen
      from (select) one left join public."user" u on u.id = ${userId} offset 0) viewer
    left join lateral (
      select ${shownColumns}, ${notificationAccess.viewer} as access,
        ${knowsGroup.viewer} as "knowsGroup",
        e.xmin::text as event_version, pg_visible_in_snapshot(n.arrived, viewer.seen) as seen
      from ${source}) page on true
    order by page.event_id desc`;
  proof.check((answer[0] as Head).proof);
  return { head: answer[0] as Head, rows: answer.filter((row) => row.event_id !== null) as Row[] };
}

function readCursor(cursor: string | null): string {
  if (cursor === null) return newest;
  if (!/^\d{1,19}$/.test(cursor) || BigInt(cursor) > BigInt(newest))
    throw invalid({ field: "cursor", message: "is not one of ours; pass the nextCursor of a page" });
  return cursor;
}
