import type { TestArrival } from "../contract/answers";
import type { Database } from "../database/database";

/** How far a test that somebody sent themselves has come; null while it is on its way. */
export async function findTestNotification(db: Database, userId: number, test: string): Promise<TestArrival | null> {
  const [row] = await db.within(
    (sql) => sql<{ id: string; storedAt: Date; emailedAt: Date | null }[]>`
      select n.event_id as id, e.ingested_at as "storedAt", i.mailed_at as "emailedAt"
      from (select * from notification.notification where user_id = ${userId} order by event_id desc limit 100) n
      join notification.event e on e.id = n.event_id
      left join notification.digest_item i on i.user_id = n.user_id and i.event_id = n.event_id
      where e.data ->> 'test' = ${test}`,
  );
  return row
    ? { id: row.id, storedAt: row.storedAt.toISOString(), emailedAt: row.emailedAt?.toISOString() ?? null }
    : null;
}
