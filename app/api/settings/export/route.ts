import { respond } from "@/app/api/respond";
import { listDevices } from "@/server/identity/list-devices";
import { exportNotifications } from "@/server/inbox/export-notifications";
import { listFilters } from "@/server/preferences/list-filters";
import { listImageConsents } from "@/server/preferences/list-image-consents";
import { listWatches } from "@/server/preferences/list-watches";
import { readPreferences } from "@/server/preferences/read-preferences";
import { jsonStream } from "./json-stream";

/** Everything the system knows about the viewer, as one JSON file. */
export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer }) => {
  const about = {
    exportedAt: new Date().toISOString(),
    account: { email: viewer.email, name: viewer.name, administrator: viewer.admin },
    devices: await listDevices(runtime, viewer),
    preferences: await readPreferences(runtime.db, viewer.userId),
    watchedAndMuted: await listWatches(runtime.db, viewer.userId),
    allowedImages: await listImageConsents(runtime.db, viewer.userId),
    savedFilters: await listFilters(runtime.db, viewer.userId),
  };
  const day = about.exportedAt.slice(0, 10);
  return new Response(jsonStream(about, "notifications", exportNotifications(runtime.db, viewer.userId)), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="graphspace-notifications-${day}.json"`,
    },
  });
});
