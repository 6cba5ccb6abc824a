import { respond } from "@/app/api/respond";
import { listWatches } from "@/server/preferences/list-watches";

export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer }) => ({
  watches: await listWatches(runtime.db, viewer.userId),
}));
