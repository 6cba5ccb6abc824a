import type { OperatorAct } from "../contract/operations";
import type { Database } from "../database/database";

/** What was done by hand, newest first; to one subject or to any. */
export async function listActs(
  db: Database,
  { subject, limit = 100 }: { subject?: string; limit?: number } = {},
): Promise<OperatorAct[]> {
  const rows = await db.within(
    (sql) => sql<(Omit<OperatorAct, "at"> & { at: Date })[]>`
      select at, by, act, subject, result from notification.operator_act
      ${subject === undefined ? sql`` : sql`where subject = ${subject}`}
      order by id desc limit ${limit}`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
