import type { DeadLetterDetail } from "../contract/operations";
import type { Database } from "../database/database";
import { findDeadLetter, toDeadLetter } from "./dead-letter-row";
import { listActs } from "./list-acts";
import { beginningOf, showBytes, visibleText } from "./show-bytes";

/** One dead letter with all that is known of it, in characters that can be seen. Throws 404. */
export async function readDeadLetter(db: Database, id: string): Promise<DeadLetterDetail> {
  const row = await db.within((sql) => findDeadLetter(sql, id));
  const at = new Date(Number(row.message_at));
  return {
    ...toDeadLetter(row),
    cluster: row.cluster_id,
    messageAt: Number(row.message_at) > 0 && Number.isFinite(at.getTime()) ? at.toISOString() : null,
    key: row.key && beginningOf(row.key),
    headers: Object.fromEntries(
      Object.entries(row.headers).map(([name, value]) => [visibleText(name), visibleText(value)]),
    ),
    payload: showBytes(row.value),
    acts: await listActs(db, { subject: `dead-letter/${id}` }),
  };
}

/** The message's bytes as they came, as far as they were kept; empty for a tombstone. Throws 404. */
export const readPayload = async (db: Database, id: string): Promise<Buffer> =>
  (await db.within((sql) => findDeadLetter(sql, id))).value ?? Buffer.alloc(0);
