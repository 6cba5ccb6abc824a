import type { Database } from "../database/database";
import { AppError } from "../errors";
import { findDeadLetter } from "./dead-letter-row";
import { recordAct } from "./record-act";

/**
 * Takes a dead letter off the list of those that wait. The message stays, and can be replayed later. Throws 404, and
 * 409 where it does not wait.
 */
export function discardDeadLetter(db: Database, { id, by }: { id: string; by: string }): Promise<void> {
  return db.transaction(async (sql) => {
    const letter = await findDeadLetter(sql, id, { lock: true });
    if (letter.replayed_at) throw new AppError(409, "It was replayed already.");
    if (letter.discarded_at) throw new AppError(409, "It was discarded already.");
    await sql`update notification.dead_letter set discarded_at = now() where id = ${id}`;
    await recordAct(sql, { by, act: "discard", subject: `dead-letter/${id}` });
  });
}
