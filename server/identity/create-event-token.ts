import { eventToken } from "../../drizzle/schema/auth";
import { type CreatedEventToken, type NewEventToken, newEventToken } from "../contract/account";
import { orm } from "../database/orm";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import { newToken, tokenHash } from "./secrets";

/** Makes a producer's token. The answer is the only place where the token itself appears. */
export async function createEventToken({ db }: Pick<Runtime, "db">, input: NewEventToken): Promise<CreatedEventToken> {
  const { name, source, ...wanted } = parse(newEventToken, input);
  const types = [...new Set(wanted.types)];
  const token = `gse_${newToken()}`;
  const [{ id, createdAt }] = (await db.within((sql) =>
    orm(sql)
      .insert(eventToken)
      .values({ tokenHash: tokenHash(token), name, source, types })
      .returning({ id: eventToken.id, createdAt: eventToken.createdAt }),
  )) as [{ id: string; createdAt: Date }];
  return { id, name, source, types, createdAt: createdAt.toISOString(), lastUsedAt: null, revokedAt: null, token };
}
