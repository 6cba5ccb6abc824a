import { respond } from "@/app/api/respond";
import { bulkRequest } from "@/server/contract/api";
import { markMany } from "@/server/inbox/mark-many";

export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  markMany(runtime.db, viewer.userId, await body(bulkRequest)),
);
