import type { QueryClient } from "@tanstack/react-query";
import type { TestArrival } from "@/server/contract/answers";
import type { Preferences } from "@/server/contract/api";
import type { Notification as Row } from "@/server/contract/notification";
import { api } from "../api";
import { showOnDesktop } from "../notifications/announce-arrivals";
import { cachedById } from "../notifications/queries/cached-notifications";
import { readToasts } from "../notifications/toast-store";

type Channels = Preferences["channels"]["owner"];
/** Milliseconds after the press. */
export type Steps = { sent?: number; stored?: number; shown?: number; toasted?: number; desktop?: number; over?: true };

const patienceMs = 15_000;
const toastPatienceMs = 2_000;
const lookMs = 150;

/** How far a test has come on the server; null while it is on its way. */
export const readArrival = async (test: string) =>
  (await api<{ arrival: TestArrival | null }>(`/api/settings/test/${test}`)).arrival;
const isToasted = (id: string) => readToasts().shown.some((row) => row.id === id);
const mayShowOnDesktop = () => "Notification" in window && Notification.permission === "granted";

/** Sends one and follows it to the toast and the desktop; tells of every step as it is made. */
export async function sendTest(client: QueryClient, wanted: Channels, tell: (steps: Steps, test: string) => boolean) {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  const { test } = await api<{ test: string }>("/api/settings/test", { method: "POST" });
  let steps: Steps = { sent: since() };
  let row: Row | undefined;
  let id: string | undefined;
  const done = () => {
    if (steps.shown === undefined) return since() > patienceMs;
    return !wanted.toast || steps.toasted !== undefined || since() > steps.shown + toastPatienceMs;
  };
  while (!done() && tell(steps, test)) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
    if (id === undefined) {
      id = (await readArrival(test))?.id;
      if (id === undefined) continue;
      steps = { ...steps, stored: since() };
    }
    // Some list that the page keeps has it: the push brought it.
    row ??= cachedById(client).get(id);
    if (row && steps.shown === undefined) {
      steps = { ...steps, shown: since() };
      if (wanted.desktop && mayShowOnDesktop()) {
        showOnDesktop([row]);
        steps = { ...steps, desktop: since() };
      }
    }
    if (steps.toasted === undefined && isToasted(id)) steps = { ...steps, toasted: since() };
  }
  tell({ ...steps, over: true }, test);
}
