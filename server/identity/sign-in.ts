import { AppError } from "../errors";
import type { Runtime } from "../runtime";
import { checkPassword, type PasswordAttempt } from "./check-password";
import type { Account } from "./find-account";
import { type SigningDevice, startSession } from "./start-session";

/** Opens a session for a GraphSpace account; 401 says the same whether the person or the password is unknown. */
export async function signIn(
  runtime: Runtime,
  { email, password, device, viewer }: Omit<PasswordAttempt, "address"> & { device: SigningDevice },
): Promise<{ token: string; account: Account }> {
  const account = await checkPassword(runtime, { email, password, address: device.address, viewer });
  if (!account) throw new AppError(401, "The e-mail or the password is not right.");
  return { token: await runtime.db.within((sql) => startSession(runtime, sql, account, device)), account };
}
