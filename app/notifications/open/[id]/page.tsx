import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OpenFromMail } from "@/components/notifications/open-from-mail";
import { isAppError } from "@/server/errors";
import { readOneNotification } from "@/server/inbox/read-one-notification";
import { getRuntime } from "@/server/runtime";
import { requireViewer } from "../../../viewer";

export const metadata: Metadata = { title: "Opening…" };

/** Where a link in a mail leads, by way of signing in: it marks nothing itself, the page that is seen does. */
export default async function OpenFromMailPage({ params }: { params: Promise<{ id: string }> }) {
  const { userId } = await requireViewer();
  try {
    const notification = await readOneNotification(getRuntime().db, userId, (await params).id);
    return <OpenFromMail notification={notification} />;
  } catch (error) {
    if (isAppError(error)) notFound();
    throw error;
  }
}
