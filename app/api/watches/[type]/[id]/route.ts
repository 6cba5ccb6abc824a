import { respond } from "@/app/api/respond";
import { watchRequest } from "@/server/contract/api";
import { readResource, readWatch } from "@/server/preferences/read-watch";
import { setWatch } from "@/server/preferences/set-watch";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, params }) =>
  readWatch(runtime.db, viewer.userId, readResource(params.type, params.id)),
);

export const PUT = respond({ auth: "viewer" }, async ({ runtime, viewer, params, body }) => {
  const { level } = await body(watchRequest);
  return setWatch(runtime.db, viewer.userId, readResource(params.type, params.id), level);
});

export const DELETE = respond({ auth: "viewer" }, ({ runtime, viewer, params }) =>
  setWatch(runtime.db, viewer.userId, readResource(params.type, params.id), null),
);
