import { createHmac, timingSafeEqual } from "node:crypto";
import type { Database } from "../database/database";

const sign = (secret: string, id: string) => createHmac("sha256", secret).update(`unsubscribe\0${id}`).digest();

/** What the link in a mail carries: the mail's id, signed, so that it says nothing about the person. */
export const unsubscribeToken = (secret: string, digestId: string): string =>
  `${digestId}.${sign(secret, digestId).toString("base64url")}`;

/** The mail that a token was made for, or null. */
export function readUnsubscribeToken(secret: string, token: string): string | null {
  const [, id, signature] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  if (id === undefined || signature === undefined) return null;
  return timingSafeEqual(sign(secret, id), Buffer.from(signature, "base64url")) ? id : null;
}

/** Ends all mail to the person that a mail was for. Doing it again changes nothing. False: no such mail is known. */
export async function unsubscribe(db: Database, digestId: string): Promise<boolean> {
  const known = await db.within(
    (sql) => sql`
      with mail as (select user_id from notification.digest where id = ${digestId}),
      ended as (
        update notification.email_schedule set cadence = 'off', next_due_at = null, updated_at = now()
        where user_id in (select user_id from mail) and cadence <> 'off')
      select from mail`,
  );
  return known.length > 0;
}
