"use client";
import { ArrowUp } from "lucide-react";
import { useEffect } from "react";
import { Icon } from "@/components/ui/icon";

type Props = { waiting: number; changed: boolean; onShow: () => void };

/** "3 new": what has arrived waits here, so that nothing moves under the pointer. */
export function ArrivalsPill({ waiting, changed, onShow }: Props) {
  const text = waiting > 0 ? `${waiting} new` : changed ? "Show what changed" : null;
  return (
    <div
      role="status"
      className="pointer-events-none sticky top-[60px] z-20 flex h-0 justify-center pt-0 md:top-[152px] *:mt-2"
    >
      {text && (
        <button
          type="button"
          data-focus-after="first"
          onClick={() => {
            onShow();
            window.scrollTo(0, 0);
          }}
          className="pointer-events-auto flex h-8 animate-rise items-center gap-1.5 rounded-full border border-transparent bg-accent px-3.5 font-medium text-on-accent shadow-float hover:bg-accent-strong touch:h-11"
        >
          <Icon of={ArrowUp} size={16} />
          {text}
        </button>
      )}
    </div>
  );
}

const idleMs = 1500;

/** Shows arrivals by itself while the list is at its top and nobody points at it or works in it. */
export function useShowWhenIdle(due: boolean, busy: boolean, onShow: () => void): void {
  useEffect(() => {
    if (!due || busy) return;
    const timer = setInterval(() => {
      const list = document.getElementById("inbox-list");
      const idle = window.scrollY < 8 && list && !list.matches(":hover") && !list.contains(document.activeElement);
      if (idle && document.visibilityState === "visible") onShow();
    }, idleMs);
    return () => clearInterval(timer);
  }, [due, busy, onShow]);
}
