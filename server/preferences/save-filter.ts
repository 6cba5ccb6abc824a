import { maxSavedFilters, type SavedFilter, type SavedFilterInput, savedFilterInput } from "../contract/saved-filter";
import type { Database } from "../database/database";
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
      : sql<SavedFilter[]>`
          update notification.saved_filter set name = ${name}, query = ${query}
          where id = ${readFilterId(id)} and user_id = ${userId} returning id, name, query`,
  );
  if (row) return row;
  throw id === null
    ? new AppError(409, `There are ${maxSavedFilters} saved filters already; delete one first.`)
    : notFound();
}
