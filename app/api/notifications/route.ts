import { respond } from "@/app/api/respond";
import { listOrSayWhy } from "@/server/inbox/list-or-say-why";
import { pageText } from "@/server/inbox/page-text";
import { jsonAnswer } from "@/server/json-answer";
import { readListRequest } from "./read-list-request";

export const GET = respond({ auth: "viewer", proves: true }, async ({ runtime, viewer, proof, search }) =>
  jsonAnswer(pageText(await listOrSayWhy(runtime.db, viewer.userId, { ...readListRequest(search), proof }))),
);
