import { isIP } from "node:net";
import type { Sql } from "../database/database";
import type { Runtime } from "../runtime";
import { sessionIdleDays } from "./read-session";
import { newToken, passwordMark, tokenHash } from "./secrets";

/** The device that signs in. */
export type SigningDevice = { userAgent: string | null; address: string };

/** Starts a session; resolves to its token, which is nowhere else. Expired ones are swept on the way. */
export async function startSession(
  { secret }: Pick<Runtime, "secret">,
  sql: Sql,
  account: { userId: number; passwordHash: string },
  device: SigningDevice,
): Promise<string> {
  const token = newToken();
  await sql`delete from auth.session where expires_at <= now()`;
  await sql`
    insert into auth.session (token_hash, user_id, user_agent, address, expires_at, password_mark)
    values (
      ${tokenHash(token)}, ${account.userId}, ${device.userAgent?.slice(0, 512) ?? null},
      ${isIP(device.address) ? device.address : null}, now() + make_interval(days => ${sessionIdleDays}),
      ${passwordMark(secret, account.passwordHash)})`;
  return token;
}
