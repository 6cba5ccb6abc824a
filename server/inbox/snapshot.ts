import { snapshotToken as tokenSchema } from "../contract/notification";
import type { Sql } from "../database/database";
import { fixed } from "../database/fragment";
import { invalid } from "../errors";

/** A place in the database's history: which database, and which of its transactions were visible. */
export type Snapshot = {
  /** `system identifier.timeline`: another one, and no cursor of this one means anything. */
  database: string;
  takenAt: Date;
  xmin: bigint;
  xmax: bigint;
  /** Transactions under way then, between xmin and xmax. */
  xip: bigint[];
};

const system = "(select system_identifier from pg_control_system())::text";

/** No other database answers on the same connection: its name is read from disk once. */
const systemKept = `coalesce(nullif(current_setting('graphspace_notifications.system', true), ''),
  set_config('graphspace_notifications.system', ${system}, false))`;

const tokenOf = (system: string) =>
  fixed(`(${system} || '.' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
    || '.' || extract(epoch from now())::bigint || '.' || pg_current_snapshot()::text)`);

/**
 * The opaque cursor, as an SQL expression. Select it in the same statement as the rows it goes with: identity
 * ids and times commit out of order, a snapshot does not. `often`: for a statement that runs many times a second on
 * the same connection; it keeps something there, so that PostgreSQL runs it in one process, however long it takes.
 */
export const snapshotToken = { rarely: tokenOf(system), often: tokenOf(systemKept) };

/** Where the database stands now. */
export async function takeSnapshot(sql: Sql): Promise<string> {
  const [row] = await sql<[{ snapshot: string }]>`select ${snapshotToken.rarely} as snapshot`;
  return row.snapshot;
}

/** Whether a transaction that has committed was visible then. */
export const sees = ({ xmax, xip }: Snapshot, transaction: bigint): boolean =>
  transaction < xmax && !xip.includes(transaction);

const shape = /^(\d{1,20}\.[0-9A-F]{8})\.(\d{1,12})\.(\d{1,20}):(\d{1,20}):([\d,]*)$/;

/** Reads a cursor; throws a 422 that names `field` where it is none. */
export function readSnapshot(token: string, field = "snapshot"): Snapshot {
  const snapshot = findSnapshot(token);
  if (!snapshot) throw invalid({ field, message: "is not one of ours; load the list again" });
  return snapshot;
}

/** Reads a cursor; null where it is none. */
export function findSnapshot(token: string): Snapshot | null {
  const match = tokenSchema.safeParse(token).success ? shape.exec(token) : null;
  if (!match) return null;
  const [, database, seconds, xmin, xmax, list] = match as unknown as [string, string, string, string, string, string];
  const snapshot: Snapshot = {
    database,
    takenAt: new Date(Number(seconds) * 1000),
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    xip: list === "" ? [] : list.split(",").map(BigInt),
  };
  let last = snapshot.xmin - 1n;
  for (const xid of snapshot.xip) {
    if (xid <= last || xid >= snapshot.xmax) return null;
    last = xid;
  }
  const inOrder = snapshot.xmin >= 1n && snapshot.xmin <= snapshot.xmax && snapshot.xmax < 1n << 63n;
  return inOrder ? snapshot : null;
}

/** PostgreSQL's own text form, for `::pg_snapshot`. */
export const pgSnapshotText = ({ xmin, xmax, xip }: Snapshot): string => `${xmin}:${xmax}:${xip.join(",")}`;
