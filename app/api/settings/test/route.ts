import { respond } from "@/app/api/respond";
import { sendTestNotification } from "@/server/workspace/send-test-notification";

/** Sends the viewer one notification all the way. */
export const POST = respond({ auth: "viewer" }, async ({ runtime, viewer }) =>
  Response.json({ test: await sendTestNotification(runtime.db, viewer.email) }, { status: 202 }),
);
