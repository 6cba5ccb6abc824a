import type { Database } from "../database/database";

/** A graph shows one person no pictures from other servers any more. */
export const disallowImages = (db: Database, userId: number, graphId: number): Promise<unknown> =>
  db.within((sql) => sql`delete from notification.image_consent where user_id = ${userId} and graph_id = ${graphId}`);
