import { and, eq } from "drizzle-orm";
import { savedFilter } from "../../drizzle/schema/inbox-state";
import { maxSavedFilters, type SavedFilter, type SavedFilterInput, savedFilterInput } from "../contract/saved-filter";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
import { AppError, notFound } from "../errors";
import { parse } from "../parse";
import { readFilterId } from "./delete-filter";

/** Names a query, or changes the one with this id. */
export async function saveFilter(
  db: Database,
  userId: number,
  input: SavedFilterInput,
  id: string | null = null,
): Promise<SavedFilter> {
  const { name, query } = parse(savedFilterInput, input);
  const [row] = await db.within((sql) =>
    id === null
      ? sql<SavedFilter[]>`
          insert into notification.saved_filter (user_id, name, query)
          select ${userId}, ${name}, ${query}
          where (select count(*) from notification.saved_filter where user_id = ${userId}) < ${maxSavedFilters}
          returning id, name, query`
      : orm(sql)
          .update(savedFilter)
          .set({ name, query })
          .where(and(eq(savedFilter.id, readFilterId(id)), eq(savedFilter.userId, userId)))
          .returning({ id: savedFilter.id, name: savedFilter.name, query: savedFilter.query }),
  );
  if (row) return row;
  throw id === null
    ? new AppError(409, `There are ${maxSavedFilters} saved filters already; delete one first.`)
    : notFound();
}
