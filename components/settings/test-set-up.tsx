"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, CircleDashed, Minus, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Preferences } from "@/server/contract/api";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { RelativeTime } from "../ui/relative-time";
import { readArrival, type Steps, sendTest } from "./send-test";
import { useAction } from "./use-action";

/** Sends oneself one notification all the way, and says what arrived when. */
export function TestSetUp({ preferences: { channels, email } }: { preferences: Preferences }) {
  const client = useQueryClient();
  const { pending, outcome, run } = useAction();
  const [{ steps, test }, setProgress] = useState<{ steps: Steps | null; test: string }>({ steps: null, test: "" });
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const wanted = channels.owner;
  const mailed = wanted.email && email.cadence !== "off";
  const follow = () =>
    sendTest(client, wanted, (next, test) => {
      if (mounted.current) setProgress({ steps: next, test });
      return mounted.current;
    });
  return (
    <div className="grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="min-w-0 flex-1 basis-72 text-ink-2">
          Sends you one notification of the type “Yours”, through everything that a real one passes.
        </p>
        <Button disabled={pending || !wanted.inbox} onClick={() => run(follow, null)}>
          {pending ? "Under way…" : "Send a test"}
        </Button>
      </div>
      {!wanted.inbox && (
        <p className="text-ink-2">“Yours” is switched off in the inbox, so a test would not reach you.</p>
      )}
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
            late={steps.over && "It has not arrived yet. Is the part that ingests events running?"}
          />
          <Step
            at={steps.shown}
            text="Live on this page"
            late={steps.over && "The live connection did not bring it. The header says how the connection is."}
          />
          {wanted.toast ? (
            <Step
              at={steps.toasted}
              text="As a toast, top right"
              late={steps.over && "Not as a toast here: another tab of this browser is in front and shows it."}
            />
          ) : (
            <Off>Toasts are switched off for “Yours”.</Off>
          )}
          {wanted.desktop ? (
            <Step
              at={steps.desktop}
              text="On your desktop"
              late={steps.over && "This browser has not been allowed to show desktop notifications."}
            />
          ) : (
            <Off>Desktop notifications are switched off for “Yours”.</Off>
          )}
          {mailed ? <Mailed test={test} /> : <Off>It is not mailed, as your settings stand.</Off>}
        </ul>
      )}
    </div>
  );
}

/** Watches for the mail that has it, for as long as the page is open. */
function Mailed({ test }: { test: string }) {
  const { data: arrival } = useQuery({
    queryKey: ["settings", "test", test],
    queryFn: () => readArrival(test),
    refetchInterval: ({ state }) => (state.data?.emailedAt ? false : 5_000),
  });
  if (!arrival?.emailedAt) return <Off>Left unread, it is in your next e-mail; this line says when that went out.</Off>;
  return (
    <li className="flex items-center gap-2">
      <Icon of={Check} size={16} className="text-added" />
      E-mailed
      <RelativeTime iso={arrival.emailedAt} className="text-ink-3" />
    </li>
  );
}

const Off = ({ children }: { children: string }) => (
  <li className="flex items-center gap-2 text-ink-2">
    <Icon of={Minus} size={16} className="text-ink-3" />
    {children}
  </li>
);

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
