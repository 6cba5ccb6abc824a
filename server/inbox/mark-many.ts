import type { NotificationPatch } from "../contract/api";
import { type BulkRequest, bulkRequest } from "../contract/api";
import type { NotificationFilter } from "../contract/query-filter";
import type { Database, Transaction } from "../database/database";
import { fragment } from "../database/fragment";
import { channels, wake } from "../database/wake";
import { AppError, invalid } from "../errors";
import { parse } from "../parse";
import { outcome, outcomeOf, patchOf, stateOf } from "./changing";
import { countNotifications } from "./count-notifications";
import { joinEvent, matching } from "./matching";
import { readFilter } from "./read-filter";
import { pgSnapshotText, readSnapshot, type Snapshot, snapshotToken } from "./snapshot";

/** Which rows an action is about: by id, or all that match, as far as the snapshot saw them arrive. */
export type Which = { ids: string[] } | { filter: NotificationFilter; snapshot: Snapshot };

/**
 * One action on many notifications of one person. Touches only what differs from its goal; with a query, only
 * what had arrived in the list's snapshot. What it changed can be undone for an hour.
 */
export async function markMany(db: Database, userId: number, input: BulkRequest) {
  const request = parse(bulkRequest, input);
  const which: Which =
    request.ids !== undefined
      ? { ids: request.ids }
      : {
          filter: readFilter(request.query ?? "", { timeZone: request.timeZone }),
          snapshot: readSnapshot(request.snapshot ?? ""),
        };
  requireFuture(request.snoozedUntil);
  const patch = patchOf(request.action, request.snoozedUntil);
  const { affected, token } = await db.transaction((sql) => changeStates(sql, userId, which, patch), 60_000);
  if (affected > 0) await wake(db.sql, channels.changed);
  return { affected, counts: await countNotifications(db, userId), undoToken: token };
}

const longestSnoozeMs = 10 * 366 * 86_400_000;

export function requireFuture(snoozedUntil: string | null | undefined): void {
  if (typeof snoozedUntil !== "string") return;
  const ahead = Date.parse(snoozedUntil) - Date.now();
  if (!(ahead > 0 && ahead < longestSnoozeMs))
    throw invalid({ field: "snoozedUntil", message: "must be in the future, and within ten years" });
}

/** The change itself, in the caller's transaction: locked in (user, event) order, recorded in `undo`. */
export async function changeStates(
  sql: Transaction,
  userId: number,
  which: Which,
  patch: NotificationPatch,
): Promise<{ affected: number; token: string | null }> {
  if ("snapshot" in which) await requireThisDatabase(sql, which.snapshot);
  const scope = "ids" in which ? byIds(userId, which.ids) : byFilter(userId, which);
  const columns = outcome(patch, fragment`now()`);
  const [row] = await sql<[{ affected: number; token: string | null }]>`
    with r as materialized (
      select n.event_id, n.read_at, n.archived_at, n.saved_at, n.snoozed_until, n.woken_at
      from ${scope}
        and ${stateOf("n")} is distinct from (
          select ${outcomeOf(columns)} from (select n.read_at, n.archived_at, n.saved_at, n.snoozed_until, n.woken_at) r)
      order by n.user_id, n.event_id for update of n),
    done as (
      update notification.notification n
      set read_at = ${columns.read_at}, archived_at = ${columns.archived_at}, saved_at = ${columns.saved_at},
        snoozed_until = ${columns.snoozed_until}, woken_at = ${columns.woken_at},
        changed = pg_current_xact_id(), revision = n.revision + 1
      from r where n.user_id = ${userId} and n.event_id = r.event_id
      returning n.event_id),
    kept as (
      insert into notification.undo (user_id, action, changed)
      select ${userId}, ${JSON.stringify(patch)}::text, jsonb_build_object('patch', ${JSON.stringify(patch)}::text::jsonb, 'at', now(),
        'rows', jsonb_agg(jsonb_strip_nulls(to_jsonb(r))))
      from r where exists (select from done) having count(*) > 0
      returning token)
    select (select count(*)::int from done) as affected, (select token from kept) as token`;
  return row;
}

const byIds = (userId: number, ids: string[]) =>
  fragment`notification.notification n where n.user_id = ${userId} and n.hidden_at is null and n.event_id = any(${ids}::bigint[])`;

function byFilter(userId: number, { filter, snapshot }: { filter: NotificationFilter; snapshot: Snapshot }) {
  return fragment`notification.notification n ${joinEvent(filter)}
    where ${matching(userId, filter)} and pg_visible_in_snapshot(n.arrived, ${pgSnapshotText(snapshot)}::text::pg_snapshot)`;
}

/** A cursor of another database (restored, failed over) says nothing of this one's arrivals. */
export async function requireThisDatabase(sql: Transaction, snapshot: Snapshot): Promise<void> {
  const [now] = await sql<[{ token: string }]>`select ${snapshotToken.rarely} as token`;
  if (readSnapshot(now.token).database !== snapshot.database)
    throw new AppError(409, "The database was restored since this list was loaded; load it again.");
}
