import type { Runtime } from "../runtime";
import { passwordMark, tokenHash } from "./secrets";
import { defaultName, type Viewer } from "./viewer";

/** A session lives this long after its last use… */
export const sessionIdleDays = 30;
/** …and never longer than this. */
export const sessionMaxDays = 180;

/** How stale `last_used_at` may get, so that reading costs no write. */
const touchAfterMs = 10 * 60_000;

type Row = {
  id: string;
  userId: number;
  lastUsedAt: Date;
  passwordMark: string;
  email: string;
  password: string;
  isAdmin: number;
  displayName: string | null;
};

/** The viewer behind a session token, or null when it is unknown, expired, or older than the password. */
export async function readSession({ db, secret }: Runtime, token: string): Promise<Viewer | null> {
  const [row] = await db.within(
    (sql) => sql<Row[]>`
      select s.id, s.user_id as "userId", s.last_used_at as "lastUsedAt", s.password_mark as "passwordMark",
        u.email, u.password, u.is_admin as "isAdmin", p.display_name as "displayName"
      from auth.session s
      join public."user" u on u.id = s.user_id
      left join auth.profile p on p.user_id = s.user_id
      where s.token_hash = ${tokenHash(token)} and s.expires_at > now()`,
  );
  if (!row || row.passwordMark !== passwordMark(secret, row.password)) return null;
  if (Date.now() - row.lastUsedAt.getTime() > touchAfterMs)
    await db.within(
      (sql) => sql`
        update auth.session set last_used_at = now(), expires_at = least(
          now() + make_interval(days => ${sessionIdleDays}), created_at + make_interval(days => ${sessionMaxDays}))
        where id = ${row.id}`,
    );
  return {
    userId: row.userId,
    email: row.email,
    name: row.displayName ?? defaultName(row.email),
    admin: row.isAdmin === 1,
    sessionId: row.id,
    via: "session",
  };
}
