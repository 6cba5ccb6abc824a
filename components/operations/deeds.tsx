"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ReplayOutcome } from "@/server/contract/operations";
import { api } from "../api";
import { OutcomeLine } from "../settings/outcome";
import { useAction } from "../settings/use-action";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Rehearsal } from "./rehearsal";

/** Something an administrator may do by hand, after a word of confirmation. */
export type Deed = {
  label: string;
  /** What is asked. */
  title: string;
  explains: ReactNode;
  confirm: string;
  look?: "plain" | "danger";
  path: string;
  body?: unknown;
  /** Ask first what would happen: `path` understands `dryRun`. */
  rehearse?: boolean;
  done: string;
};

/** The buttons of what can be done, each with its confirmation; how it went is said beside them. */
export function Deeds({ deeds }: { deeds: Deed[] }) {
  const router = useRouter();
  const { pending, outcome, run } = useAction();
  const [asked, setAsked] = useState<Deed | null>(null);
  const [rehearsal, setRehearsal] = useState<ReplayOutcome | Error | null>(null);
  const [ended, setEnded] = useState(0);
  const told = useRef<HTMLDivElement>(null);

  const ask = (deed: Deed) => {
    setAsked(deed);
    setRehearsal(null);
    if (deed.rehearse)
      api<ReplayOutcome>(deed.path, { method: "POST", body: { dryRun: true } }).then(setRehearsal, setRehearsal);
  };
  const confirm = async ({ path, body, done }: Deed) => {
    await run(() => api(path, { method: "POST", body }), done);
    setAsked(null);
    setEnded((times) => times + 1);
    router.refresh();
  };
  // The button that was pressed may be gone: the reader goes on where it says what happened.
  useEffect(() => {
    if (ended > 0) told.current?.focus();
  }, [ended]);

  const possible = !asked?.rehearse || (rehearsal && !(rehearsal instanceof Error) && rehearsal.refused === null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {deeds.map((deed) => (
        <Button key={deed.label} look={deed.look} onClick={() => ask(deed)}>
          {deed.label}…
        </Button>
      ))}
      <div ref={told} tabIndex={-1} className="rounded-sm">
        <OutcomeLine outcome={outcome} />
      </div>
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={asked?.title ?? ""}>
        <div className="grid gap-3 text-ink-2">{asked?.explains}</div>
        {asked?.rehearse && <Rehearsal outcome={rehearsal} />}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsked(null)}>Cancel</Button>
          <Button
            look={asked?.look ?? "primary"}
            disabled={pending || !possible}
            onClick={() => asked && confirm(asked)}
          >
            {asked?.confirm}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
