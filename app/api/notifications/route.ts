import { respond } from "@/app/api/respond";
import { listNotifications } from "@/server/inbox/list-notifications";
import { readListRequest } from "./read-list-request";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, search }) =>
  listNotifications(runtime.db, viewer.userId, readListRequest(search)),
);
