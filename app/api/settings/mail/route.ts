import { respond } from "@/app/api/respond";
import { nextMail } from "@/server/digest/next-mail";
import { sendPreview } from "@/server/digest/send-preview";

/** When the viewer's next mail comes, and what would be in it. */
export const GET = respond({ auth: "viewer" }, ({ runtime, viewer }) => nextMail(runtime.db, viewer.userId));

/** Mails the viewer a preview of it. */
export const POST = respond({ auth: "viewer", writesPerMinute: 10 }, ({ runtime, viewer }) =>
  sendPreview(runtime, viewer.userId),
);
