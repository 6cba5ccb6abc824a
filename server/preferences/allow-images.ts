import { and, eq } from "drizzle-orm";
import { imageConsent } from "../../drizzle/schema/preferences";
import { maxImageOrigins } from "../contract/remote-image";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
import { AppError } from "../errors";
import { requireVisible } from "./read-watch";

/**
 * Lets a graph show one person pictures from these origins, from now on or (`remember` false) only as far as that
 * they may: the caller then keeps them for one page. 404 for a graph that they may not see, 409 past the limit.
 */
export async function allowImages(
  db: Database,
  userId: number,
  graphId: number,
  { origins, remember }: { origins: readonly string[]; remember: boolean },
): Promise<void> {
  await requireVisible(db, userId, { type: "graph", id: graphId });
  if (!remember) return;
  await db.transaction(async (sql) => {
    await orm(sql)
      .insert(imageConsent)
      .values([...new Set(origins)].sort().map((origin) => ({ userId, graphId, origin })))
      .onConflictDoNothing();
    const held = await orm(sql).$count(
      imageConsent,
      and(eq(imageConsent.userId, userId), eq(imageConsent.graphId, graphId)),
    );
    if (held > maxImageOrigins)
      throw new AppError(409, `A graph may show images from ${maxImageOrigins} servers at most; take some back first.`);
  });
}
