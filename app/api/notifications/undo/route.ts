import { respond } from "@/app/api/respond";
import { undoRequest } from "@/server/contract/api";
import { undoAction } from "@/server/inbox/undo-action";

export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  undoAction(runtime.db, viewer.userId, (await body(undoRequest)).undoToken),
);
