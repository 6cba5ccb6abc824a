import type { Database } from "../database/database";

export type CapturedMail = { id: string; address: string; subject: string; capturedAt: Date };

export const capturedPerPage = 50;

/** Mail that was kept instead of sent, newest first, page by page, and how many there are. */
export async function listCapturedMail(db: Database, page = 1): Promise<{ mails: CapturedMail[]; count: number }> {
  return db.within(async (sql) => {
    const [mails, [row]] = await Promise.all([
      sql<CapturedMail[]>`
        select id, address, subject, captured_at as "capturedAt" from notification.captured_mail
        order by captured_at desc, id limit ${capturedPerPage} offset ${(page - 1) * capturedPerPage}`,
      sql<[{ count: number }]>`select count(*)::int as count from notification.captured_mail`,
    ]);
    return { mails: [...mails], count: row.count };
  });
}

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
