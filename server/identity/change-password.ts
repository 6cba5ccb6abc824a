import { type PasswordChange, passwordChange } from "../contract/account";
import { channels, wake } from "../database/wake";
import { AppError, invalid } from "../errors";
import { parse } from "../parse";
import type { Runtime } from "../runtime";
import { checkPassword } from "./check-password";
import { hashPassword } from "./hash-password";
import { type SigningDevice, startSession } from "./start-session";
import type { Viewer } from "./viewer";

/** Changes the viewer's password: every session ends, sockets close, and this device gets a new session's token. */
export async function changePassword(
  runtime: Runtime,
  viewer: Viewer,
  input: PasswordChange,
  device: SigningDevice,
): Promise<string> {
  const { currentPassword, newPassword } = parse(passwordChange, input);
  const account = await checkPassword(runtime, {
    email: viewer.email,
    password: currentPassword,
    address: device.address,
    viewer,
  });
  if (!account) throw invalid({ field: "currentPassword", message: "is not right" });
  const passwordHash = await hashPassword(runtime, newPassword);
  const token = await runtime.db.transaction(async (sql) => {
    const changed = await sql`
      update public."user" set password = ${passwordHash}, updated_at = now() at time zone 'utc'
      where id = ${account.userId} and password = ${account.passwordHash} returning id`;
    if (changed.length === 0) throw new AppError(409, "The password was changed elsewhere meanwhile; try again.");
    await sql`delete from auth.session where user_id = ${account.userId}`;
    return startSession(runtime, sql, { userId: account.userId, passwordHash }, device);
  });
  await wake(runtime.db.sql, channels.sessionEnded, `user:${account.userId}`);
  return token;
}
