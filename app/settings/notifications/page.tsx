import type { Metadata } from "next";
import { NotificationSettings } from "@/components/settings/notification-settings";
import { nextMail } from "@/server/digest/next-mail";
import { countNotifications } from "@/server/inbox/count-notifications";
import { readPreferences } from "@/server/preferences/read-preferences";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../viewer";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationSettingsPage() {
  const viewer = await requireViewer();
  const { db } = getRuntime();
  const [preferences, counts, mail] = await Promise.all([
    readPreferences(db, viewer.userId),
    countNotifications(db, viewer.userId),
    nextMail(db, viewer.userId),
  ]);
  return <NotificationSettings email={viewer.email} preferences={preferences} unread={counts.unread} nextMail={mail} />;
}
