import { respond } from "@/app/api/respond";
import { savedFilterInput } from "@/server/contract/saved-filter";
import { listFilters } from "@/server/preferences/list-filters";
import { saveFilter } from "@/server/preferences/save-filter";

export const GET = respond({ auth: "viewer" }, async ({ runtime, viewer }) => ({
  filters: await listFilters(runtime.db, viewer.userId),
}));

export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer, body }) =>
  Response.json(await saveFilter(runtime.db, viewer.userId, await body(savedFilterInput)), { status: 201 }),
);
