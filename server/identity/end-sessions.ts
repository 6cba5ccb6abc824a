import { channels, wake } from "../database/wake";
import type { Runtime } from "../runtime";

/**
 * Ends sessions of one person: one by its id, or all but the one kept. Tells every process, so that their sockets
 * close. Resolves to how many ended.
 */
export async function endSessions(
  { db }: Pick<Runtime, "db">,
  { userId, ...which }: { userId: number } & ({ id: string } | { allBut: string | null }),
): Promise<number> {
  const ended = await db.within((sql) =>
    "id" in which
      ? sql<
          { id: string }[]
        >`delete from auth.session where user_id = ${userId} and id::text = ${which.id} returning id`
      : sql<{ id: string }[]>`
          delete from auth.session where user_id = ${userId} and id is distinct from ${which.allBut}::uuid returning id`,
  );
  for (const { id } of ended) await wake(db.sql, channels.sessionEnded, id);
  return ended.length;
}
