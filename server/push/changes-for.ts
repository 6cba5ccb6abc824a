import type { Counts, Notification, NotificationState } from "../contract/notification";
import type { Database } from "../database/database";
import { type ChangedRow, changedSince, type Position } from "../inbox/changed-since";
import { countPeople } from "../inbox/count-notifications";
import { loadNotifications } from "../inbox/load-notifications";
import { toState } from "../inbox/notification-row";
import { readSnapshot } from "../inbox/snapshot";

/** What changed in one person's inbox. */
export type PersonChanges = {
  userId: number;
  /** Arrived since, oldest first. */
  arrivals: Notification[];
  /** Changed since; `visible: false` where access was lost. */
  states: NotificationState[];
  /** Absolute. */
  counts: Counts;
  /** More changed than is worth telling one by one: refetch. The lists above are empty then. */
  resync: boolean;
  /** All that they had was deleted: refetch, and keep nothing. */
  erased: boolean;
};

export type Changes = {
  people: PersonChanges[];
  /** Where the database stood when this was read: the next cursor. */
  snapshot: string;
  /** The cursor is another database's or too old: nobody can say what changed. */
  foreign: boolean;
};

/** Rows per statement: what one look holds in memory at once, people × their limit aside. */
const pageSize = 5_000;

/** What changed since a snapshot for those people for whom something did, whatever order transactions committed in. */
export async function changesFor(
  db: Database,
  request: { people: number[]; snapshot: string; limitPerPerson: number; maxAgeMs?: number },
): Promise<Changes> {
  const since = readSnapshot(request.snapshot);
  const tooOld = Date.now() - since.takenAt.getTime() > (request.maxAgeMs ?? Number.POSITIVE_INFINITY);
  const byPerson = new Map<number, ChangedRow[]>();
  const erased = new Set<number>();
  let snapshot = "";
  let after: Position | null = null;
  do {
    const page = await db.within((sql) => changedSince(sql, since, { limit: pageSize, people: request.people, after }));
    snapshot = page.snapshot;
    if (page.resync || tooOld) return { people: [], snapshot, foreign: true };
    for (const userId of page.erased) {
      erased.add(userId);
      if (!byPerson.has(userId)) byPerson.set(userId, []);
    }
    for (const row of page.rows) {
      const mine = byPerson.get(row.user_id);
      if (!mine) byPerson.set(row.user_id, [row]);
      // One over the limit says that there are more; the rest need not be kept.
      else if (mine.length <= request.limitPerPerson) mine.push(row);
    }
    after = page.more;
  } while (after);

  const anew = (userId: number, mine: ChangedRow[]) => erased.has(userId) || mine.length > request.limitPerPerson;
  const told = [...byPerson].flatMap(([userId, mine]) => (anew(userId, mine) ? [] : mine));
  const arrived = told.filter((row) => row.arrived_since && row.hidden_at === null);
  const wanted = arrived.map((row) => ({ userId: row.user_id, eventId: row.event_id }));
  const everyone = [...byPerson.keys()];
  let [loaded, counts] = await Promise.all([
    db.within((sql) => loadNotifications(sql, wanted)),
    countPeople(db, everyone),
  ]);
  // Loading hides what is no longer theirs to see: then the counts are others.
  const shown = [...loaded.values()].reduce((total, list) => total + list.length, 0);
  if (shown < wanted.length) counts = await countPeople(db, everyone);
  const people = [...byPerson].map(([userId, mine]) => {
    const resync = anew(userId, mine);
    return {
      userId,
      resync,
      erased: erased.has(userId),
      counts: counts.get(userId) as Counts,
      arrivals: [...(loaded.get(userId) ?? [])].reverse(),
      states: resync ? [] : mine.filter((row) => !row.arrived_since).map(toState),
    };
  });
  return { people, snapshot, foreign: false };
}
