import { respond } from "@/app/api/respond";
import { profilePatch } from "@/server/contract/account";
import { changeProfile } from "@/server/identity/change-profile";
import { readProfile } from "@/server/identity/read-profile";

/** Name, colours and keys. */
export const GET = respond({ auth: "viewer" }, ({ runtime, viewer }) => readProfile(runtime, viewer));

export const PATCH = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  changeProfile(runtime, viewer, await body(profilePatch)),
);
