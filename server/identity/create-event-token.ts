import { type CreatedEventToken, type NewEventToken, newEventToken } from "../contract/account";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import { newToken, tokenHash } from "./secrets";

/** Makes a producer's token. The answer is the only place where the token itself appears. */
export async function createEventToken({ db }: Pick<Runtime, "db">, input: NewEventToken): Promise<CreatedEventToken> {
  const { name, source, types } = parse(newEventToken, input);
  const token = `gse_${newToken()}`;
  const [row] = await db.within(
    (sql) => sql<{ id: string; createdAt: Date }[]>`
      insert into auth.event_token (token_hash, name, source, types)
      values (${tokenHash(token)}, ${name}, ${source}, ${[...new Set(types)]})
      returning id, created_at as "createdAt"`,
  );
  const { id, createdAt } = row as { id: string; createdAt: Date };
  return {
    id,
    name,
    source,
    types: [...new Set(types)],
    createdAt: createdAt.toISOString(),
    lastUsedAt: null,
    revokedAt: null,
    token,
  };
}
