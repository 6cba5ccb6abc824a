import type { Database } from "../database/database";

export type ImageConsent = { graph: string; origin: string; since: Date };

/** From which servers a person lets which graphs show images, newest first. */
export const listImageConsents = (db: Database, userId: number): Promise<ImageConsent[]> =>
  db.within(
    (sql) => sql<ImageConsent[]>`
      select graph_id::text as graph, origin, created_at as since from notification.image_consent
      where user_id = ${userId} order by created_at desc, graph_id, origin`,
  );
