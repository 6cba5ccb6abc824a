import { z } from "zod";
import type { Database } from "../database/database";
import { notFound } from "../errors";

/** Forgets a named query of the person's own. */
export async function deleteFilter(db: Database, userId: number, id: string): Promise<void> {
  const gone = await db.within(
    (sql) => sql`delete from notification.saved_filter where id = ${readFilterId(id)} and user_id = ${userId}`,
  );
  if (gone.count === 0) throw notFound();
}

/** An id as it came in a path; what can be no id is a 404. */
export function readFilterId(id: string): string {
  if (!z.uuid().safeParse(id).success) throw notFound();
  return id;
}
