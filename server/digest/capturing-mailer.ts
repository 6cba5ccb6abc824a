import type { Database } from "../database/database";
import type { Mailer } from "./outcome";

/** Keeps mail for administrators to read instead of sending it: for development and the demo. */
export const capturingMailer = (db: Database): Mailer => ({
  async deliver(prepare) {
    const message = await prepare();
    if (!message) return null;
    const { to, subject, html, text, raw } = message;
    await db.within(
      (sql) => sql`
        insert into notification.captured_mail (address, subject, html, text, source)
        values (${to}, ${subject}, ${html}, ${text}, ${raw.toString("utf8")})`,
    );
    return { kind: "sent", response: "Kept, not sent: SMTP_URL is not set." };
  },
  async close() {},
});
