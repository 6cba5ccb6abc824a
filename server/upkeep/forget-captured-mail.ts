import type { Database } from "../database/database";

/** Deletes captured mail that is older than `days`, and the oldest beyond the newest `most`. Resolves to how many. */
export async function forgetCapturedMail(
  db: Database,
  { days, most }: { days: number; most: number },
): Promise<number> {
  const { count } = await db.within(
    (sql) => sql`
      delete from notification.captured_mail
      where captured_at < now() - make_interval(days => ${days})
        or id in (select id from notification.captured_mail order by captured_at desc, id offset ${most})`,
    60_000,
  );
  return count;
}
