import { profile } from "../../drizzle/schema/auth";
import type { Sql } from "../database/database";
import { orm } from "../database/orm";

/** The name that others see. A user id that GraphSpace gave away before may have left one behind. */
export async function setDisplayName(sql: Sql, userId: number, displayName: string): Promise<void> {
  await orm(sql)
    .insert(profile)
    .values({ userId, displayName })
    .onConflictDoUpdate({ target: profile.userId, set: { displayName } });
}
