import { respond } from "@/app/api/respond";
import { holdAction } from "@/server/contract/operations";
import { endHold } from "@/server/operations/end-hold";

/** Ends the hold on all mail after a restore; administrators only. */
export const POST = respond({ auth: "admin" }, async ({ runtime, viewer, body }) => {
  const { action } = await body(holdAction);
  return endHold(runtime.db, { how: action, by: viewer.email });
});
