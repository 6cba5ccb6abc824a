import { deviceOf } from "@/app/api/auth/signed-in";
import { respond } from "@/app/api/respond";
import { passwordChange } from "@/server/contract/account";
import { forbidden } from "@/server/errors";
import { changePassword } from "@/server/identity/change-password";
import { sessionCookie } from "@/server/identity/session-cookie";

/** Changes the password; every other device is signed out. */
export const PUT = respond(
  { auth: "viewer", maxBytes: 16_384 },
  async ({ runtime, viewer, request, address, body }) => {
    if (viewer.via !== "session") throw forbidden("Sign in on GraphSpace itself to change the password.");
    const token = await changePassword(runtime, viewer, await body(passwordChange), deviceOf(request, address));
    return new Response(null, { status: 204, headers: { "Set-Cookie": sessionCookie(runtime.config, token) } });
  },
);
