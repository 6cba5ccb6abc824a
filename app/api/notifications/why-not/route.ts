import { respond } from "@/app/api/respond";
import { explainMissing } from "@/server/inbox/explain-missing";
import { readResource } from "@/server/preferences/read-watch";

/** `?resource=graph/42`: what happened to it lately, and why this person was or was not told. */
export const GET = respond({ auth: "viewer" }, ({ runtime, viewer, search }) => {
  const [type, id] = (search.get("resource") ?? "").split("/");
  return explainMissing(runtime.db, viewer, readResource(type, id));
});
