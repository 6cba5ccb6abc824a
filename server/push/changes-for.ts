import type { Notification, NotificationState } from "../contract/notification";
import type { Database } from "../database/database";
import { type ChangedRow, changedSince, type Position } from "../inbox/changed-since";
import { hideForbidden } from "../inbox/hide-forbidden";
import { toState } from "../inbox/notification-row";
import { readSnapshot } from "../inbox/snapshot";
import { word } from "../inbox/word-notifications";

/** Says the revision at which a row was told already, if it was. */
export type ToldAt = (row: { user_id: number; event_id: string }) => number | undefined;

/** What changed in one person's inbox. */
export type PersonChanges = {
  userId: number;
  /** Arrived since, in the order in which they were stored. Whoever is told the same has the very same objects. */
  arrivals: Notification[];
  /** Changed since; `visible: false` where access was lost. */
  states: NotificationState[];
  /** More changed than is worth telling one by one: refetch. The lists above are empty then. */
  resync: boolean;
  /** All that they had was deleted: refetch, and keep nothing. */
  erased: boolean;
};

export type Changes = {
  people: PersonChanges[];
  /** Where the database stood when the first part was read: the next cursor, once the last part was told. */
  snapshot: string;
  /** The cursor is another database's or too old: nobody can say what changed. */
  foreign: boolean;
};

/** Rows per part: what one look holds in memory at once. */
const partSize = 5_000;

/**
 * What changed since a snapshot for those people for whom something did, whatever order transactions committed in:
 * in parts of bounded size, at least one. Who is told to refetch is told no more.
 */
export async function* changesFor(
  db: Database,
  request: { people: number[]; snapshot: string; limitPerPerson: number; maxAgeMs?: number; toldAt?: ToldAt },
): AsyncGenerator<Changes, void> {
  const { toldAt = () => undefined } = request;
  const since = readSnapshot(request.snapshot);
  const tooOld = Date.now() - since.takenAt.getTime() > (request.maxAgeMs ?? Number.POSITIVE_INFINITY);
  const numbers = new Map<number, number>();
  const anew = new Set<number>();
  // One who has too many is worded no more than shows it.
  const limit = Math.min(partSize, request.people.length * request.limitPerPerson + 1);
  let after: Position | null = null;
  do {
    const part = await db.within((sql) => changedSince(sql, since, { limit, people: request.people, after }));
    const { snapshot } = part;
    if (part.resync || tooOld) return yield { people: [], snapshot, foreign: true };
    const people: PersonChanges[] = [];
    const refetch = (userId: number, erased: boolean) => {
      anew.add(userId);
      people.push({ userId, arrivals: [], states: [], resync: true, erased });
    };
    if (after === null) for (const userId of part.erased) refetch(userId, true);
    const byPerson = new Map<number, ChangedRow[]>();
    for (const row of part.rows) {
      const { user_id: userId } = row;
      if (anew.has(userId) || toldAt(row) === row.revision) continue;
      const number = (numbers.get(userId) ?? 0) + 1;
      numbers.set(userId, number);
      const rows = byPerson.get(userId) ?? [];
      byPerson.set(userId, rows);
      rows.push(row);
      if (number <= request.limitPerPerson) continue;
      byPerson.delete(userId);
      refetch(userId, false);
    }
    const rows = [...byPerson.values()].flat();
    const isNew = (row: ChangedRow) => row.arrived_since && toldAt(row) === undefined;
    const arrived = rows.filter((row) => isNew(row) && row.hidden_at === null);
    const { told, lost } = word(arrived, part.wording);
    if (lost.length > 0) await db.within((sql) => hideForbidden(sql, lost));
    for (const [userId, rows] of byPerson) {
      const states = rows.filter((row) => !isNew(row) && toldAt(row) !== row.revision).map(toState);
      // Hiding took its time: some may have been told meanwhile.
      const arrivals = (told.get(userId) ?? []).filter(
        ({ id }) => toldAt({ user_id: userId, event_id: id }) === undefined,
      );
      people.push({ userId, arrivals, states, resync: false, erased: false });
    }
    yield { people, snapshot, foreign: false };
    after = anew.size < request.people.length ? part.more : null;
  } while (after);
}
