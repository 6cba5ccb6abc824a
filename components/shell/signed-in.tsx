"use client";
import { lazy, Suspense } from "react";
import { LiveUpdates } from "../notifications/live/live-updates";
import { useIdle } from "../ui/use-idle";
import { GoKeys } from "./go-keys";

/** Nothing is toasted before scripts run, so it is not part of the first load. */
const Toasts = lazy(() => import("../notifications/toasts").then(({ Toasts }) => ({ default: Toasts })));

/** What every page has for whoever is signed in: live updates, toasts, keys that lead elsewhere. */
export function SignedIn() {
  const idle = useIdle();
  return (
    <>
      {idle && (
        <Suspense>
          <Toasts />
        </Suspense>
      )}
      <LiveUpdates />
      <GoKeys />
    </>
  );
}
