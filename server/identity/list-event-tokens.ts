import type { EventToken } from "../contract/account";
import type { Runtime } from "../runtime";

type Row = Pick<EventToken, "id" | "name" | "source" | "types"> & {
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** All producers' tokens, newest first, the revoked ones too; never the tokens themselves. */
export async function listEventTokens({ db }: Pick<Runtime, "db">): Promise<EventToken[]> {
  const rows = await db.within(
    (sql) => sql<Row[]>`
      select id, name, source, types, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
      from auth.event_token order by created_at desc, id`,
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
