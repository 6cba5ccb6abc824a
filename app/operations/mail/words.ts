import type { Deed } from "@/components/operations/deeds";
import type { Signal } from "@/server/digest/judge-load";
import type { MailStatus } from "@/server/digest/list-mails";
import type { DigestRun } from "@/server/digest/list-runs";

export const decisions: Record<DigestRun["decision"], string> = {
  ran: "Ran",
  forced: "Ran at its deadline",
  manual: "Ran by hand",
  "put-off": "Put off",
  held: "On hold",
};

export const statuses: Record<MailStatus, string> = {
  claimed: "on its way",
  sent: "sent",
  retry: "to be tried again",
  failed: "failed",
  unknown: "may have arrived",
  dismissed: "dismissed",
};

const percent = (value: number) => `${Math.round(value * 100)} %`;

/** What a node measures of its load, and how its value is written. */
export const signals: Record<Signal, [name: string, write: (value: number) => string]> = {
  utilization: ["Event loop busy", percent],
  delayMs: ["Event loop delay, p99", (value) => `${Math.round(value)} ms`],
  load: ["Load per core", (value) => value.toFixed(2)],
  cpuPressure: ["CPU pressure", (value) => `${value.toFixed(1)} %`],
  ioPressure: ["I/O pressure", (value) => `${value.toFixed(1)} %`],
  backends: ["Database connections at work", percent],
  lag: ["Messages waiting", String],
};

/** What can be done about a mail of which nobody knows whether it arrived. */
export const deedsForUnknown = ({ id, address }: { id: string; address: string }): Deed[] => [
  {
    label: "Send again",
    title: `Send it to ${address} again?`,
    explains: "It goes out with the next run under the same Message-ID. If the first one arrived, it may come twice.",
    confirm: "Send again",
    path: `/api/operations/mails/${id}`,
    body: { action: "resend" },
    done: "It goes out with the next run.",
  },
  {
    label: "Dismiss",
    title: "Dismiss this mail?",
    explains: "It counts as sent: what it tells is not mailed again.",
    confirm: "Dismiss",
    look: "danger",
    path: `/api/operations/mails/${id}`,
    body: { action: "dismiss" },
    done: "It counts as sent.",
  },
];
