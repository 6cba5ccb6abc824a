import { respond } from "@/app/api/respond";
import { explainNotification } from "@/server/inbox/explain-notification";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, params }) =>
  explainNotification(runtime.db, viewer.userId, params.id ?? ""),
);
