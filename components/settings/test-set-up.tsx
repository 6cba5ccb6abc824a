"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Check, CircleDashed, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Preferences } from "@/server/contract/api";
import { api } from "../api";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useAction } from "./use-action";

type Arrival = { id: string; emailedAt: string | null };
/** Milliseconds after the press. */
type Steps = { sent?: number; stored?: number; shown?: number; gaveUp?: true };

const patienceMs = 15_000;
const lookMs = 150;

/** Whether the push brought it into this page: some list that the page keeps has it. */
const isShown = (client: QueryClient, id: string) =>
  client
    .getQueriesData({ queryKey: ["notifications"] })
    .some(([, data]) => JSON.stringify(data ?? null).includes(`"id":"${id}"`));

/** Sends oneself one notification all the way, and says what arrived when. */
export function TestSetUp({ preferences: { channels, email } }: { preferences: Preferences }) {
  const client = useQueryClient();
  const { pending, outcome, run } = useAction();
  const [steps, setSteps] = useState<Steps | null>(null);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const test = async () => {
    const start = performance.now();
    const since = () => Math.round(performance.now() - start);
    const { test: name } = await api<{ test: string }>("/api/settings/test", { method: "POST" });
    let done: Steps = { sent: since() };
    let id: string | undefined;
    while (mounted.current && done.shown === undefined && !done.gaveUp) {
      setSteps(done);
      await new Promise((resolve) => setTimeout(resolve, lookMs));
      if (id === undefined) {
        id = (await api<{ arrival: Arrival | null }>(`/api/settings/test/${name}`)).arrival?.id;
        if (id !== undefined) done = { ...done, stored: since() };
      }
      if (id !== undefined && isShown(client, id)) done = { ...done, shown: since() };
      else if (since() > patienceMs) done = { ...done, gaveUp: true };
    }
    setSteps(done);
  };
  const { inbox, toast, desktop, email: mailed } = channels.owner;
  return (
    <div className="grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          Sends you one notification of the type “Yours”, through everything that a real one passes.
        </p>
        <Button disabled={pending || !inbox} onClick={() => run(test, null)}>
          {pending ? "Under way…" : "Send a test"}
        </Button>
      </div>
      {!inbox && <p className="text-ink-2">“Yours” is switched off in the inbox, so a test would not reach you.</p>}
      {outcome && (
        <p role="alert" className="text-removed">
          {outcome.text}
        </p>
      )}
      {steps && (
        <ul aria-live="polite" className="grid gap-2">
          <Step at={steps.sent} text="Taken by the server" />
          <Step
            at={steps.stored}
            text="In your inbox"
            late={steps.gaveUp && "It has not arrived yet. Is the part that ingests events running?"}
          />
          <Step
            at={steps.shown}
            text="Live on this page"
            late={steps.gaveUp && "The live connection did not bring it. The header says how the connection is."}
          />
          <li className="text-ink-2">
            {toast
              ? "A toast shows it at the top right of the tab that is in front."
              : "Toasts are switched off for “Yours”."}{" "}
            {desktop && "With no tab in front, the desktop shows it. "}
            {mailed && email.cadence !== "off"
              ? "Left unread, it is in your next e-mail."
              : "It is not mailed, as your settings stand."}
          </li>
        </ul>
      )}
    </div>
  );
}

function Step({ at, text, late }: { at?: number; text: string; late?: string }) {
  const [icon, colour] =
    at !== undefined ? [Check, "text-added"] : late ? [TriangleAlert, "text-removed"] : [CircleDashed, "text-ink-3"];
  return (
    <li className="flex items-center gap-2">
      <Icon of={icon as typeof Check} size={16} className={colour as string} />
      {at === undefined && late ? late : text}
      {at !== undefined && <span className="text-ink-3 tabular-nums">after {at} ms</span>}
    </li>
  );
}
