import { isImageOrigin, maxImageOrigins } from "../contract/remote-image";
import type { Database } from "../database/database";
import { readOnceImages } from "./once-images";

/** The origins from which a graph may show one person pictures: those remembered, and those of this once. */
export async function readAllowedImages(
  db: Database,
  userId: number,
  graphId: number,
  cookies: string | null | undefined,
): Promise<string[]> {
  const rows = await db.within(
    (sql) => sql<{ origin: string }[]>`
      select origin from notification.image_consent where user_id = ${userId} and graph_id = ${graphId} order by origin`,
  );
  const origins = new Set([...rows.map(({ origin }) => origin), ...readOnceImages(cookies)]);
  return [...origins].filter(isImageOrigin).slice(0, maxImageOrigins);
}
