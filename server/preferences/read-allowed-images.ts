import { and, eq } from "drizzle-orm";
import { imageConsent } from "../../drizzle/schema/preferences";
import { isImageOrigin, maxImageOrigins } from "../contract/remote-image";
import type { Database } from "../database/database";
import { orm } from "../database/orm";
import { readOnceImages } from "./once-images";

/** The origins from which a graph may show one person pictures: those remembered, and those of this once. */
export async function readAllowedImages(
  db: Database,
  userId: number,
  graphId: number,
  cookies: string | null | undefined,
): Promise<string[]> {
  const rows = await db.within((sql) =>
    orm(sql)
      .select({ origin: imageConsent.origin })
      .from(imageConsent)
      .where(and(eq(imageConsent.userId, userId), eq(imageConsent.graphId, graphId)))
      .orderBy(imageConsent.origin),
  );
  const origins = new Set([...rows.map(({ origin }) => origin), ...readOnceImages(cookies)]);
  return [...origins].filter(isImageOrigin).slice(0, maxImageOrigins);
}
