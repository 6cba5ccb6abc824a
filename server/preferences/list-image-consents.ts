import { desc, eq } from "drizzle-orm";
import { imageConsent } from "../../drizzle/schema/preferences";
import type { Database } from "../database/database";
import { orm } from "../database/orm";

export type ImageConsent = { graph: string; origin: string; since: Date };

/** From which servers a person lets which graphs show images, newest first. */
export async function listImageConsents(db: Database, userId: number): Promise<ImageConsent[]> {
  const { graphId, origin, createdAt } = imageConsent;
  const rows = await db.within((sql) =>
    orm(sql)
      .select({ graphId, origin, since: createdAt })
      .from(imageConsent)
      .where(eq(imageConsent.userId, userId))
      .orderBy(desc(createdAt), graphId, origin),
  );
  return rows.map(({ graphId, ...consent }) => ({ graph: String(graphId), ...consent }));
}
