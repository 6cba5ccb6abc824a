import { useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { useLoadedWhenIdle } from "@/components/ui/when-idle";
import type { Which } from "./inbox-actions";

/** What the inbox asks, or tells, in a dialog. */
export type InboxDialog = { kind: "help" } | { kind: "save filter"; query: string } | { kind: "snooze"; which: Which };

const loadHelp = () => import("./help-sheet").then(({ HelpSheet }) => HelpSheet);
const loadSaveFilter = () => import("./save-filter-dialog").then(({ SaveFilterDialog }) => SaveFilterDialog);
const loadSnooze = () => import("./snooze-dialog").then(({ SnoozeDialog }) => SnoozeDialog);

const HelpSheet = deferred(loadHelp);
const SaveFilterDialog = deferred(loadSaveFilter);
const SnoozeDialog = deferred(loadSnooze);

/** Not part of the page's first load; there before anybody asks for one, also once the line is down. */
const loadAll = () => Promise.all([loadHelp(), loadSaveFilter(), loadSnooze()]);

/** At most one is open. Each is mounted when first opened and then stays, so that it can close and hand the focus back. */
export function InboxDialogs({ open, onClose }: { open: InboxDialog | null; onClose: () => void }) {
  const [opened, setOpened] = useState<ReadonlySet<InboxDialog["kind"]>>(new Set());
  if (open && !opened.has(open.kind)) setOpened(new Set([...opened, open.kind]));
  useLoadedWhenIdle(loadAll);
  return (
    <>
      {opened.has("snooze") && <SnoozeDialog which={open?.kind === "snooze" ? open.which : null} onClose={onClose} />}
      {opened.has("save filter") && (
        <SaveFilterDialog query={open?.kind === "save filter" ? open.query : null} onClose={onClose} />
      )}
      {opened.has("help") && <HelpSheet open={open?.kind === "help"} onClose={onClose} />}
    </>
  );
}
