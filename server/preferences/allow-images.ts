import { maxImageOrigins } from "../contract/remote-image";
import type { Database } from "../database/database";
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
    await sql`
      insert into notification.image_consent (user_id, graph_id, origin)
      select ${userId}, ${graphId}, origin from unnest(${[...new Set(origins)].sort()}::text[]) origin
      on conflict do nothing`;
    const [{ held }] = await sql<[{ held: number }]>`
      select count(*)::int as held from notification.image_consent
      where user_id = ${userId} and graph_id = ${graphId}`;
    if (held > maxImageOrigins)
      throw new AppError(409, `A graph may show images from ${maxImageOrigins} servers at most; take some back first.`);
  });
}
