import type { Metadata } from "next";
import { FeedSection } from "@/components/settings/feed-section";
import { NotificationSettings } from "@/components/settings/notification-settings";
import { nextMail } from "@/server/digest/next-mail";
import { readFeedLink } from "@/server/identity/feed-link";
import { countNotifications } from "@/server/inbox/count-notifications";
import { readPreferences } from "@/server/preferences/read-preferences";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationSettingsPage() {
  const viewer = await requireViewer();
  const runtime = getRuntime();
  const { db } = runtime;
  const [preferences, counts, mail, feed] = await Promise.all([
    readPreferences(db, viewer.userId),
    countNotifications(db, viewer.userId),
    nextMail(db, viewer.userId),
    readFeedLink(runtime, viewer),
  ]);
  return (
    <>
      <NotificationSettings email={viewer.email} preferences={preferences} unread={counts.unread} nextMail={mail} />
      <FeedSection feed={feed} />
    </>
  );
}
