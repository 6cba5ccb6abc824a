import { respond } from "@/app/api/respond";
import type { ViewerAnswer } from "@/server/contract/api";

/** Who is asking. */
export const GET = respond(
  { auth: "viewer" },
  ({ viewer: { email, name, admin } }) => ({ email, name, admin }) satisfies ViewerAnswer,
);
