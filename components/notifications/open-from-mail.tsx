"use client";
import { useEffect } from "react";
import type { Notification } from "@/server/contract/notification";
import { api } from "../api";
import { NotificationLink, targetOf } from "./notification-link";

/** Marks a notification read once this page is seen, then goes to what it is about. */
export function OpenFromMail({ notification }: { notification: Notification }) {
  useEffect(() => {
    const open = async () => {
      document.removeEventListener("visibilitychange", whenSeen);
      // Read or not, whoever followed the link wants to see the thing.
      await api(`/api/notifications/${notification.id}`, { method: "PATCH", body: { read: true } }).catch(() => {});
      location.replace(targetOf(notification));
    };
    // A browser that only prepares the page reads nothing.
    const whenSeen = () => {
      if (document.visibilityState === "visible") void open();
    };
    document.addEventListener("visibilitychange", whenSeen);
    whenSeen();
    return () => document.removeEventListener("visibilitychange", whenSeen);
  }, [notification]);
  return (
    <div className="mx-auto grid max-w-md gap-3 px-4 py-16 text-center">
      <h1 className="text-title font-bold wrap-anywhere">{notification.message}</h1>
      <p>
        <NotificationLink notification={notification} className="font-medium text-accent underline">
          Open it
        </NotificationLink>
      </p>
    </div>
  );
}
