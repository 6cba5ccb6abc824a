import type { Database } from "../database/database";

export type MailStatus = "claimed" | "sent" | "retry" | "failed" | "unknown" | "dismissed";
export type MailLine = {
  id: string;
  address: string;
  status: MailStatus;
  subject: string | null;
  items: number;
  attempts: number;
  claimedAt: Date;
  settledAt: Date | null;
  response: string | null;
};

/** Mails of one run, or in one state, newest first. */
export const listMails = (
  db: Database,
  { runId, status, limit = 100 }: { runId?: string; status?: MailStatus; limit?: number },
): Promise<MailLine[]> =>
  db.within(
    (sql) => sql<MailLine[]>`
      select d.id, d.address, d.status, d.subject, d.attempts, d.claimed_at as "claimedAt",
        d.settled_at as "settledAt", d.response,
        (select count(*)::int from notification.digest_item i where i.digest_id = d.id) as items
      from notification.digest d
      where true ${runId ? sql`and d.run_id = ${runId}::bigint` : sql``} ${status ? sql`and d.status = ${status}` : sql``}
      order by d.claimed_at desc, d.id limit ${limit}`,
  );
