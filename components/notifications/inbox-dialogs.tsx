import { deferred } from "@/components/ui/deferred";
import { Dialog } from "@/components/ui/dialog";
import { usePreloadWhenIdle } from "@/components/ui/when-idle";
import type { Which } from "./inbox-actions";

/** What the inbox asks, or tells, in a dialog. */
export type InboxDialog = { kind: "keys" } | { kind: "save filter"; query: string } | { kind: "snooze"; which: Which };

const waiting = <p className="py-6 text-center text-ink-3">Loading…</p>;
const KeysSheet = deferred(() => import("./keys-sheet").then(({ KeysSheet }) => KeysSheet), { waiting });
const SaveFilterForm = deferred(() => import("./save-filter-form").then(({ SaveFilterForm }) => SaveFilterForm), {
  waiting,
});
const SnoozeForm = deferred(() => import("./snooze-form").then(({ SnoozeForm }) => SnoozeForm), { waiting });

/** Not part of the page's first load; there before anybody asks for one, also once the line is down. */
const preloadAll = () => Promise.all([KeysSheet, SaveFilterForm, SnoozeForm].map(({ preload }) => preload()));

const titles: Record<InboxDialog["kind"], string> = {
  keys: "Keys",
  "save filter": "Save this filter",
  snooze: "Snooze until",
};

/** At most one is open. */
export function InboxDialogs({ open, onClose }: { open: InboxDialog | null; onClose: () => void }) {
  usePreloadWhenIdle(preloadAll);
  return (
    <Dialog open={open !== null} onClose={onClose} title={open ? titles[open.kind] : ""}>
      {open?.kind === "keys" && <KeysSheet />}
      {open?.kind === "save filter" && <SaveFilterForm query={open.query} onDone={onClose} />}
      {open?.kind === "snooze" && <SnoozeForm which={open.which} onDone={onClose} />}
    </Dialog>
  );
}
