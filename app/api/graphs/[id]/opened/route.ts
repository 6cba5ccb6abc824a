import { respond } from "@/app/api/respond";
import { markOpened } from "@/server/inbox/mark-opened";
import { readResource } from "@/server/preferences/read-watch";

/** Sent by the visible page of a graph: a GET alone clears nothing. */
export const POST = respond({ auth: "viewer" }, ({ runtime, viewer, params }) =>
  markOpened(runtime.db, viewer.userId, readResource("graph", params.id).id),
);
