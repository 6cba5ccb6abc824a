import { respond } from "@/app/api/respond";
import { seenRequest } from "@/server/contract/api";
import { markSeen } from "@/server/inbox/mark-seen";

export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  markSeen(runtime.db, viewer.userId, (await body(seenRequest)).snapshot),
);
