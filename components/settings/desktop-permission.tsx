"use client";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";

/** Desktop notifications need this browser's leave, and only a press on a button may ask for it. */
export function DesktopPermission() {
  const [permission, setPermission] = useState<NotificationPermission | "unsupported" | null>(null);
  useEffect(() => setPermission("Notification" in window ? Notification.permission : "unsupported"), []);
  if (permission === null || permission === "granted") return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-accent-soft px-5 py-3">
      <p>
        {permission === "default"
          ? "This browser has not been asked yet whether it may show desktop notifications."
          : permission === "denied"
            ? "This browser refuses desktop notifications from here; its site settings can allow them again."
            : "This browser has no desktop notifications."}
      </p>
      {permission === "default" && (
        <Button onClick={async () => setPermission(await Notification.requestPermission())}>
          Allow in this browser
        </Button>
      )}
    </div>
  );
}
