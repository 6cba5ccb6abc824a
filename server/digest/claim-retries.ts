import type { Database } from "../database/database";
import { byQuietHours } from "./by-quiet-hours";
import type { Which } from "./claim-digests";
import { type ClockRow, clockColumns } from "./clock-columns";

/** Takes mails whose next attempt is due, and passes over people in their quiet hours as `claimDigests` does. */
export function claimRetries(
  db: Database,
  { worker, limit, which: { everybody = false, userIds } = {} }: { worker: string; limit: number; which?: Which },
): Promise<string[]> {
  return db.transaction(async (sql) => {
    const rows = await sql<({ id: string; now: Date } & ClockRow)[]>`
      select d.id, now() as now, ${clockColumns}
      from notification.digest d left join notification.email_schedule s using (user_id)
      where d.status = 'retry' and d.retry_at <= now() ${userIds ? sql`and d.user_id = any(${userIds}::int[])` : sql``}
      order by d.retry_at limit ${limit} for update of d skip locked`;
    const [mails, asleep] = everybody ? [rows, []] : byQuietHours(rows);
    if (asleep.length > 0)
      await sql`
        update notification.digest d set retry_at = a.until
        from unnest(${asleep.map(({ id }) => id)}::uuid[], ${asleep.map(({ until }) => until)}::timestamptz[]) as a(id, until)
        where d.id = a.id`;
    if (mails.length > 0)
      await sql`
        update notification.digest set status = 'claimed', claimed_by = ${worker}, claimed_at = now(), retry_at = null
        where id = any(${mails.map(({ id }) => id)}::uuid[])`;
    return mails.map(({ id }) => id);
  });
}
