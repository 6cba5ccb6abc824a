import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { savedFilter } from "../../drizzle/schema/inbox-state";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
import { notFound } from "../errors";

/** Forgets a named query of the person's own. */
export async function deleteFilter(db: Database, userId: number, id: string): Promise<void> {
  const mine = and(eq(savedFilter.id, readFilterId(id)), eq(savedFilter.userId, userId));
  const gone = await db.within((sql) => orm(sql).delete(savedFilter).where(mine));
  if (gone.count === 0) throw notFound();
}

/** An id as it came in a path; what can be no id is a 404. */
export function readFilterId(id: string): string {
  if (!z.uuid().safeParse(id).success) throw notFound();
  return id;
}
