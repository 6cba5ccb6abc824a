import { desc } from "drizzle-orm";
import { eventToken } from "../../drizzle/schema/auth";
import type { EventToken } from "../contract/account";
import { orm } from "../database/orm";
import type { Runtime } from "../runtime";

/** All producers' tokens, newest first, the revoked ones too; never the tokens themselves. */
export async function listEventTokens({ db }: Pick<Runtime, "db">): Promise<EventToken[]> {
  const rows = await db.within((sql) =>
    orm(sql).select().from(eventToken).orderBy(desc(eventToken.createdAt), eventToken.id),
  );
  return rows.map(({ id, name, source, types, createdAt, lastUsedAt, revokedAt }) => ({
    id,
    name,
    source,
    types,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}
