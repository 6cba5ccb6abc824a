import type { Database } from "../database/database";
import { inTransaction } from "../database/in-transaction";
import { releaseMail } from "../digest/release-mail";
import { AppError } from "../errors";
import { recordAct } from "./record-act";

const deadlineMs = 110_000;

/**
 * Ends the hold after a restore and writes down who did: `release` lets what is unread be mailed, `dismiss` never.
 * Resolves to how many notifications are never mailed. Throws 409 where no mail is held.
 */
export function endHold(
  db: Database,
  { how, by }: { how: "release" | "dismiss"; by: string },
): Promise<{ dismissed: number }> {
  return db.transaction(async (sql) => {
    const held = await sql`select from notification.installation where key = 'mail-hold' for update`;
    if (held.length === 0) throw new AppError(409, "No mail is on hold.");
    const { held: dismissed } = await releaseMail(inTransaction(sql), how);
    const act = how === "release" ? "release-hold" : "dismiss-held";
    await recordAct(sql, { by, act, subject: "hold", result: how === "release" ? {} : { notifications: dismissed } });
    return { dismissed };
  }, deadlineMs);
}
