import type { ViewerAnswer } from "@/server/contract/api";
import type { Account } from "@/server/identity/find-account";
import { sessionCookie } from "@/server/identity/session-cookie";
import type { SigningDevice } from "@/server/identity/start-session";
import type { Runtime } from "@/server/runtime";

/** The device behind a request. */
export const deviceOf = (request: Request, address: string): SigningDevice => ({
  userAgent: request.headers.get("user-agent"),
  address,
});

/** The answer to a sign-in: who they are now, and the cookie that says so from here on. */
export const signedIn = (
  { config }: Runtime,
  { token, account }: { token: string; account: Account },
  status: number,
): Response =>
  Response.json({ email: account.email, name: account.name, admin: account.admin } satisfies ViewerAnswer, {
    status,
    headers: { "Set-Cookie": sessionCookie(config, token) },
  });
