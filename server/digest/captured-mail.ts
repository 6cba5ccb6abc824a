import type { Database } from "../database/database";

export type CapturedMail = { id: string; address: string; subject: string; capturedAt: Date };

/** The newest mail that was kept instead of sent. */
export const listCapturedMail = (db: Database): Promise<CapturedMail[]> =>
  db.within(
    (sql) => sql<CapturedMail[]>`
      select id, address, subject, captured_at as "capturedAt" from notification.captured_mail
      order by captured_at desc, id limit 100`,
  );

/** One of them in full, or null. */
export async function readCapturedMail(
  db: Database,
  id: string,
): Promise<(CapturedMail & { html: string; text: string; source: string }) | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const [mail] = await db.within(
    (sql) => sql<(CapturedMail & { html: string; text: string; source: string })[]>`
      select id, address, subject, html, text, source, captured_at as "capturedAt"
      from notification.captured_mail where id = ${id}`,
  );
  return mail ?? null;
}
