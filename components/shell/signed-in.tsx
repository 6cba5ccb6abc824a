"use client";
import { lazy, Suspense } from "react";
import { LiveUpdates } from "../notifications/live/live-updates";
import { useIdle } from "../ui/use-idle";

/** Neither toasts nor keys do anything before scripts run, so they are not part of the first load. */
const GoKeys = lazy(() => import("./go-keys").then(({ GoKeys }) => ({ default: GoKeys })));
const Toasts = lazy(() => import("../notifications/toasts").then(({ Toasts }) => ({ default: Toasts })));

/** What every page has for whoever is signed in: live updates, toasts, keys that lead elsewhere. */
export function SignedIn() {
  const idle = useIdle();
  return (
    <>
      {idle && (
        <Suspense>
          <Toasts />
          <GoKeys />
        </Suspense>
      )}
      <LiveUpdates />
    </>
  );
}
