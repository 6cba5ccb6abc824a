"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { api } from "../api";
import { forgetAll } from "../notifications/queries/apply-live";
import { Button, buttonClass } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { OutcomeLine } from "./outcome";
import { useAction } from "./use-action";

/** Take your data along; delete your notifications. */
export function DataPanel({ retentionDays }: { retentionDays: number }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const { pending, outcome, run } = useAction();
  const erase = async () => {
    const work = async () => {
      await api("/api/settings/notifications", { method: "DELETE" });
      forgetAll(client);
    };
    if (await run(work, "Your notifications are deleted.")) setAsking(false);
  };
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-4 border-b border-line p-5">
        <div className="min-w-0 flex-1 basis-72">
          <p className="font-medium">Export</p>
          <p className="text-ink-2">
            One JSON file with your profile, devices, settings, what you watch, and all your notifications.
          </p>
        </div>
        <a href="/api/settings/export" download className={buttonClass()}>
          <Icon of={Download} />
          Export as JSON
        </a>
      </div>
      <div className="border-b border-line p-5">
        <p className="font-medium">How long things are kept</p>
        <p className="max-w-prose text-ink-2">
          Read and archived notifications are deleted after {retentionDays} days. Unread and saved ones stay.
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-4 p-5">
        <div className="min-w-0 flex-1 basis-72">
          <p className="font-medium">Delete my notifications</p>
          <p className="text-ink-2">
            Removes all of them, unread and saved ones too. What you watch and your settings stay. It cannot be undone,
            so export first.
          </p>
        </div>
        <Button look="danger" onClick={() => setAsking(true)}>
          Delete all…
        </Button>
        {!asking && <OutcomeLine outcome={outcome} className={outcome ? "w-full" : "sr-only"} />}
      </div>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Delete all your notifications?">
        <p className="text-ink-2">
          They go for good, from every device. Graphs, groups and what you watch are not touched.
        </p>
        <OutcomeLine outcome={outcome} className="mt-2" />
        <div className="mt-5 flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>Keep them</Button>
          <Button look="danger" disabled={pending} onClick={erase}>
            {pending ? "Deleting…" : "Delete all"}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
