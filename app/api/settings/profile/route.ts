import { respond } from "@/app/api/respond";
import { type Profile, profile } from "@/server/contract/account";
import { changeProfile } from "@/server/identity/change-profile";

/** The name that others see. */
export const GET = respond({ auth: "viewer" }, ({ viewer: { name } }) => ({ name }) satisfies Profile);

export const PATCH = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  changeProfile(runtime, viewer, await body(profile)),
);
