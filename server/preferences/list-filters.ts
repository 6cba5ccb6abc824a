import { eq } from "drizzle-orm";
import { savedFilter } from "../../drizzle/schema/inbox-state";
import type { SavedFilter } from "../contract/saved-filter";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

/** The queries a person named, oldest first. */
export const listFilters = (db: Database, userId: number): Promise<SavedFilter[]> =>
  db.within((sql) =>
    orm(sql)
      .select({ id: savedFilter.id, name: savedFilter.name, query: savedFilter.query })
      .from(savedFilter)
      .where(eq(savedFilter.userId, userId))
      .orderBy(savedFilter.createdAt, savedFilter.id),
  );
