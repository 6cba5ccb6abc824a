import { respond } from "@/app/api/respond";
import { listDevices } from "@/server/identity/list-devices";
import { readProfile } from "@/server/identity/read-profile";
import { exportNotifications } from "@/server/inbox/export-notifications";
import { jsonStream } from "./json-stream";

/** Everything the system knows about the viewer, as one JSON file. */
export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer }) => {
  const { name, colorScheme, shortcuts } = await readProfile(runtime, viewer);
  const about = {
    exportedAt: new Date().toISOString(),
    account: { email: viewer.email, name, administrator: viewer.admin },
    appearance: { colorScheme, shortcuts },
    devices: await listDevices(runtime, viewer),
  };
  const day = about.exportedAt.slice(0, 10);
  return new Response(jsonStream(about, "notifications", exportNotifications(runtime.db, viewer.userId)), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="graphspace-notifications-${day}.json"`,
    },
  });
});
