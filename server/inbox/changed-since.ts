import type { Sql } from "../database/database";
import { type Fragment, fixed, fragment, nothing } from "../database/fragment";
import { idList } from "../database/id-list";
import { type StateRow, stateColumns } from "./notification-row";
import { pgSnapshotText, readSnapshot, type Snapshot, snapshotToken } from "./snapshot";
import { type Wording, wordingColumns } from "./word-notifications";

/** A row that changed. `arrived_since`: it is new since the snapshot, not merely changed. */
export type ChangedRow = StateRow & { changed: string; arrived_since: boolean };
/** Where a cut answer goes on. `upTo` is the snapshot that the first part was read in. */
export type Position = { changed: string; userId: number; eventId: string; upTo: string };

export type Changes =
  /** Another database (restored, failed over): nothing can be said of what changed. */
  | { resync: true; snapshot: string }
  | {
      resync: false;
      rows: ChangedRow[];
      /** Of those that arrived, and may be shown: for `word`. */
      wording: Wording;
      /** Who deleted all they had since. */
      erased: number[];
      snapshot: string;
      more: Position | null;
    };

const ofArrived = (column: string) =>
  fixed(`array(select ${column} from changed where arrived_since and hidden_at is null)`);
const wording = wordingColumns({
  users: ofArrived("user_id"),
  events: ofArrived("event_id"),
  reasons: ofArrived("reasons"),
});

/**
 * What changed after a snapshot, and the snapshot that the reader then stands at, in one statement: no row is
 * missed and none comes twice, in whatever order transactions commit. Where `limit` cuts the answer, `more` is
 * passed as `after`; the cursor moves to `snapshot` only when `more` is null.
 */
export async function changedSince(
  sql: Sql,
  since: Snapshot,
  { limit, people = null, after = null }: { limit: number; people?: number[] | null; after?: Position | null },
): Promise<Changes> {
  const mine =
    people === null ? nothing : people.length === 1 ? fragment`and n.user_id = ${people[0] as number}` : amongPeople;
  // As two arms, each with its own order and limit, both walk the index; as functions or an `or` they would not.
  const arm = (condition: Fragment) => fragment`(
    select ${stateColumns}, n.changed, n.arrived from notification.notification n
    where ${condition}
      ${mine}
      ${
        after === null
          ? nothing
          : fragment`and (n.changed, n.user_id, n.event_id) > (${after.changed}::text::xid8, ${after.userId}::int, ${after.eventId}::bigint)
        and pg_visible_in_snapshot(n.changed, ${pgSnapshotText(readSnapshot(after.upTo))}::text::pg_snapshot)`
      }
    order by n.changed, n.user_id, n.event_id limit ${limit + 1})`;
  const xip = since.xip.map(String);
  const xmax = String(since.xmax);
  const found = await sql<(ChangedRow & { snapshot: string; erased: number[] } & Wording)[]>`
    with people as materialized (select ${idList((people ?? []).toSorted(ascending), "int")} as ids),
    changed as materialized (
      select both_arms.*, (arrived >= ${xmax}::text::xid8 or arrived = any(${xip}::text[]::xid8[])) as arrived_since
      from (${arm(fragment`n.changed >= ${xmax}::text::xid8`)} union all ${arm(fragment`n.changed = any(${xip}::text[]::xid8[])`)}) both_arms
      order by changed, user_id, event_id limit ${limit + 1})
    select head.*, changed.*, case when row_number() over () = 1 then ${wording.events} end as events,
      case when row_number() over () = 1 then ${wording.special} end as special
    from (select ${snapshotToken.often} as snapshot, array(
        select user_id from notification.inbox_state where erased >= ${xmax}::text::xid8
        union all select user_id from notification.inbox_state where erased = any(${xip}::text[]::xid8[])) as erased) head
    left join changed on true
    order by changed.changed, changed.user_id, changed.event_id`;
  const head = found[0] as (typeof found)[0];
  const { events, special } = found.find((row) => row.events) ?? head;
  const snapshot = after?.upTo ?? head.snapshot;
  if (readSnapshot(head.snapshot).database !== since.database) return { resync: true, snapshot };
  const erased = people === null ? head.erased : head.erased.filter((userId) => people.includes(userId));
  const rows = found.filter((row) => row.event_id !== null);
  const told = { events, special };
  if (rows.length <= limit) return { resync: false, rows, wording: told, erased, snapshot, more: null };
  const last = rows[limit - 1] as ChangedRow;
  const more = { changed: last.changed, userId: last.user_id, eventId: last.event_id, upTo: snapshot };
  return { resync: false, rows: rows.slice(0, limit), wording: told, erased, snapshot, more };
}

/**
 * One person is looked up in the index. Many, in ascending order, are a filter over what changed: a search by halves,
 * which costs nothing before the first row. As an index condition each of them would be a descent of its own (5 ms a
 * look for a thousand people), as a hash table all of them would be put there for the few rows of a look. `coalesce`
 * also hides the comparison from the planner, which would take nearly every row for somebody else's and sort them all.
 */
const amongPeople = fragment`
  and coalesce((select ids from people)[width_bucket(n.user_id, (select ids from people))] = n.user_id, false)`;

const ascending = (one: number, other: number) => one - other;
