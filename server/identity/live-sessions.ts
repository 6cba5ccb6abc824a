import type { Runtime } from "../runtime";
import { passwordMark } from "./secrets";

/** Which of these sessions still hold: not ended, not expired, and the password unchanged (whoever changed it). */
export async function liveSessions(
  { db, secret }: Pick<Runtime, "db" | "secret">,
  sessionIds: string[],
): Promise<Set<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await db.within(
    (sql) => sql<{ id: string; mark: string; password: string }[]>`
      select s.id, s.password_mark as mark, u.password
      from auth.session s join public."user" u on u.id = s.user_id
      where s.id = any(${sessionIds}::uuid[]) and s.expires_at > now()`,
  );
  return new Set(rows.filter(({ mark, password }) => mark === passwordMark(secret, password)).map(({ id }) => id));
}
