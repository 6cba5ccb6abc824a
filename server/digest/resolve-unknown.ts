import type { Database } from "../database/database";
import { notFound } from "../errors";

/**
 * An administrator's word on a mail of which nobody knows whether it arrived. `resend`: it goes out again, with the
 * same Message-ID; `dismiss`: it counts as sent.
 */
export async function resolveUnknown(db: Database, id: string, how: "resend" | "dismiss"): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw notFound();
  const changed = await db.within((sql) =>
    how === "resend"
      ? sql`
          update notification.digest set status = 'retry', retry_at = now(), sending_at = null, settled_at = null, attempts = 0
          where id = ${id} and status = 'unknown'`
      : sql`update notification.digest set status = 'dismissed', settled_at = now() where id = ${id} and status = 'unknown'`,
  );
  if (changed.count === 0) throw notFound();
}
