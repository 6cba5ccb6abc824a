"use client";
import { deferred } from "../ui/deferred";

/** What was here at rendering is on the page: what comes later needs no part in the first load. */
const LiveUpdates = deferred(() => import("../notifications/live/live-updates").then(({ LiveUpdates }) => LiveUpdates));

/** Neither toasts nor keys do anything before scripts run, so they are not part of the first load. */
const GoKeys = deferred(() => import("./go-keys").then(({ GoKeys }) => GoKeys), { idle: true });
const Toasts = deferred(() => import("../notifications/toasts").then(({ Toasts }) => Toasts), { idle: true });

/** What every page has for whoever is signed in: live updates, toasts, keys that lead elsewhere. */
export const SignedIn = () => (
  <>
    <Toasts />
    <GoKeys />
    <LiveUpdates />
  </>
);
