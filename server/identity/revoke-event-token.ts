import { and, eq, isNull, sql } from "drizzle-orm";
import { eventToken } from "../../drizzle/schema/auth";
import { now } from "../../drizzle/schema/columns";
import { orm } from "../database/orm";
import { notFound } from "../errors";
import type { Runtime } from "../runtime";

/** Ends a producer's token at once; 404 when there is none of that id, or it is revoked already. */
export async function revokeEventToken({ db }: Pick<Runtime, "db">, id: string): Promise<void> {
  const live = and(eq(sql`${eventToken.id}::text`, id), isNull(eventToken.revokedAt));
  const revoked = await db.within((pool) => orm(pool).update(eventToken).set({ revokedAt: now() }).where(live));
  if (revoked.count === 0) throw notFound();
}
