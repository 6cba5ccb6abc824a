import { respond } from "@/app/api/respond";
import { replayRequest } from "@/server/contract/operations";
import { rehearseReplay, replayDeadLetter } from "@/server/operations/replay-dead-letter";

/** Replays a dead letter, or says what that would do; administrators only. */
export const POST = respond({ auth: "admin" }, async ({ runtime, viewer, params: { id = "" }, body }) => {
  const { dryRun } = await body(replayRequest);
  return dryRun ? rehearseReplay(runtime, id) : replayDeadLetter(runtime, { id, by: viewer.email });
});
