import type { SavedFilter } from "../contract/saved-filter";
import type { Database } from "../database/database";

/** The queries a person named, oldest first. */
export const listFilters = (db: Database, userId: number): Promise<SavedFilter[]> =>
  db.within(
    (sql) => sql<SavedFilter[]>`
      select id, name, query from notification.saved_filter where user_id = ${userId} order by created_at, id`,
  );
