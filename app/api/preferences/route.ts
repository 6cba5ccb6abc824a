import { respond } from "@/app/api/respond";
import { preferences } from "@/server/contract/api";
import { readPreferences } from "@/server/preferences/read-preferences";
import { savePreferences } from "@/server/preferences/save-preferences";

export const GET = respond({ auth: "viewer" }, ({ runtime, viewer }) => readPreferences(runtime.db, viewer.userId));

export const PUT = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  savePreferences(runtime.db, viewer.userId, await body(preferences)),
);
