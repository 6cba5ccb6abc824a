import { desc, eq, getTableColumns } from "drizzle-orm";
import { operatorAct } from "../../drizzle/schema/operations";
import type { OperatorAct } from "../contract/operations";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

/** What was done by hand, newest first; to one subject or to any. */
export async function listActs(
  db: Database,
  { subject, limit = 100 }: { subject?: string; limit?: number } = {},
): Promise<OperatorAct[]> {
  const { id, ...told } = getTableColumns(operatorAct);
  const rows = await db.within((sql) =>
    orm(sql)
      .select(told)
      .from(operatorAct)
      .where(subject === undefined ? undefined : eq(operatorAct.subject, subject))
      .orderBy(desc(id))
      .limit(limit),
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
