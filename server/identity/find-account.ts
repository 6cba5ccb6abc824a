import type { Database } from "../database/database";
import { defaultName, type Viewer } from "./viewer";

export type Account = { userId: number; email: string; name: string; admin: boolean; passwordHash: string };

/** One of GraphSpace's people by exact e-mail (or user name), case included; null when there is none. */
export async function findAccount(db: Database, email: string): Promise<Account | null> {
  // PostgreSQL stores no NUL, so nobody is called that.
  if (email.includes("\0")) return null;
  const [row] = await db.within(
    (sql) => sql<{ id: number; email: string; password: string; isAdmin: number; displayName: string | null }[]>`
      select u.id, u.email, u.password, u.is_admin as "isAdmin", p.display_name as "displayName"
      from public."user" u left join auth.profile p on p.user_id = u.id
      where u.email = ${email}`,
  );
  return row
    ? {
        userId: row.id,
        email: row.email,
        name: row.displayName ?? defaultName(row.email),
        admin: row.isAdmin === 1,
        passwordHash: row.password,
      }
    : null;
}

/** An account as a viewer who proved who they are without a session. */
export const viewerFrom = ({ userId, email, name, admin }: Account, via: "basic" | "host-token"): Viewer => ({
  userId,
  email,
  name,
  admin,
  sessionId: null,
  via,
});
