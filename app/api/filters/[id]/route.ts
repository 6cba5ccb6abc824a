import { respond } from "@/app/api/respond";
import { savedFilterInput } from "@/server/contract/saved-filter";
import { deleteFilter } from "@/server/preferences/delete-filter";
import { saveFilter } from "@/server/preferences/save-filter";

export const PUT = respond({ auth: "viewer" }, async ({ runtime, viewer, params, body }) =>
  saveFilter(runtime.db, viewer.userId, await body(savedFilterInput), params.id ?? ""),
);

export const DELETE = respond({ auth: "viewer" }, async ({ runtime, viewer, params }) => {
  await deleteFilter(runtime.db, viewer.userId, params.id ?? "");
  return new Response(null, { status: 204 });
});
