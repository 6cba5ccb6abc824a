"use client";
import { useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { Dialog } from "@/components/ui/dialog";
import type { Thing } from "./queries/watch";

const WhyNotList = deferred(() => import("./why-not-list").then(({ WhyNotList }) => WhyNotList), {
  waiting: <p className="py-6 text-center text-ink-3">Loading…</p>,
});

const preload = () => void WhyNotList.preload().catch(() => {});

/** "Why did I not hear of this": asked about a thing that one can see. What answers is loaded when it is asked. */
export function WhyNotHeard({ thing, className }: { thing: Thing; className?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div className={className}>
      <button
        type="button"
        onClick={() => setOpen(true)}
        onPointerEnter={preload}
        onFocus={preload}
        className="rounded-sm text-meta text-ink-2 underline decoration-line underline-offset-4 hover:text-ink hover:decoration-current touch:min-h-11"
      >
        Why did I not hear of something here?
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Why did I not hear of this?">
        <WhyNotList thing={thing} />
      </Dialog>
    </div>
  );
}
