import type { Runtime } from "../runtime";
import { fromSession, rememberSession, sessionVersion } from "./remember-session";
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
  version: string;
};

/**
 * The viewer behind a session token, or null when it is unknown, expired, or older than the password.
 * @param options.remember them until the session's use is to be written down again
 */
export async function readSession(
  runtime: Runtime,
  token: string,
  { remember }: { remember: boolean },
): Promise<Viewer | null> {
  const { db, secret } = runtime;
  const hash = tokenHash(token);
  const [row] = await db.within(
    (sql) => sql<Row[]>`
      select s.id, s.user_id as "userId", s.last_used_at as "lastUsedAt", s.password_mark as "passwordMark",
        u.email, u.password, u.is_admin as "isAdmin", p.display_name as "displayName",
        ${sessionVersion} as version
      ${fromSession} ${hash}`,
  );
  if (!row || row.passwordMark !== passwordMark(secret, row.password)) {
    rememberSession(runtime, hash, null);
    return null;
  }
  const viewer: Viewer = {
    userId: row.userId,
    email: row.email,
    name: row.displayName ?? defaultName(row.email),
    admin: row.isAdmin === 1,
    sessionId: row.id,
    via: "session",
  };
  const touchAt = row.lastUsedAt.getTime() + touchAfterMs;
  if (touchAt <= Date.now())
    await db.within(
      (sql) => sql`
        update auth.session set last_used_at = now(), expires_at = least(
          now() + make_interval(days => ${sessionIdleDays}), created_at + make_interval(days => ${sessionMaxDays}))
        where id = ${row.id}`,
    );
  // Touched, it is another version: the next request may remember it.
  else if (remember) rememberSession(runtime, hash, { viewer, version: row.version, until: touchAt });
  return viewer;
}
