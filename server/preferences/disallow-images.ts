import { and, eq } from "drizzle-orm";
import { imageConsent } from "../../drizzle/schema/preferences";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

/** A graph shows one person no pictures from other servers any more. */
export const disallowImages = (db: Database, userId: number, graphId: number): Promise<unknown> =>
  db.within((sql) =>
    orm(sql)
      .delete(imageConsent)
      .where(and(eq(imageConsent.userId, userId), eq(imageConsent.graphId, graphId))),
  );
