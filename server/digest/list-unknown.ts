import type { Database } from "../database/database";

export type UnknownMail = {
  id: string;
  address: string;
  items: number;
  settledAt: Date | null;
  response: string | null;
};

/** Mails of which nobody knows whether they arrived; an administrator decides. */
export const listUnknown = (db: Database): Promise<UnknownMail[]> =>
  db.within(
    (sql) => sql<UnknownMail[]>`
      select d.id, d.address, d.settled_at as "settledAt", d.response,
        (select count(*)::int from notification.digest_item i where i.digest_id = d.id) as items
      from notification.digest d where d.status = 'unknown' order by d.settled_at desc limit 100`,
  );
