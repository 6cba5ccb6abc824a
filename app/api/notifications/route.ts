import { respond } from "@/app/api/respond";
import { listOrSayWhy } from "@/server/inbox/list-or-say-why";
import { readListRequest } from "./read-list-request";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, search }) =>
  listOrSayWhy(runtime.db, viewer.userId, readListRequest(search)),
);
