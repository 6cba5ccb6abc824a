import type { Database } from "../database/database";
import { inTransaction } from "../database/in-transaction";
import { resolveUnknown } from "../digest/resolve-unknown";
import { recordAct } from "./record-act";

/** An administrator's word on a mail of which nobody knows whether it arrived, written down. Throws 404. */
export function resolveMail(
  db: Database,
  { id, how, by }: { id: string; how: "resend" | "dismiss"; by: string },
): Promise<void> {
  return db.transaction(async (sql) => {
    await resolveUnknown(inTransaction(sql), id, how);
    await recordAct(sql, { by, act: how, subject: `mail/${id}` });
  });
}
