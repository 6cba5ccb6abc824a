"use client";
import { useEffect, useRef } from "react";

/** "Thursday, 12 November 2026 at 14:02:07", in the reader's own zone. */
const exactTime = (iso: string): string =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" }).format(new Date(iso));

const showAfterMs = 450;
const hideAfterMs = 120;

const tipOf = (target: EventTarget | null): { element: HTMLElement; text: string } | null => {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-tip], time[datetime]") : null;
  if (!element) return null;
  const text = element.dataset.tip ?? exactTime((element as HTMLTimeElement).dateTime);
  return text === "" ? null : { element, text };
};

/**
 * One tooltip for the whole page: whatever carries `data-tip` (its accessible name, for the eye) and
 * every <time>. Rows with many buttons cost nothing until the pointer rests on one. It stays while
 * the pointer is on it, and Escape takes it away.
 */
export function TooltipLayer() {
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tip = layer.current;
    if (!tip?.showPopover) return;
    let shown: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = ({ element, text }: { element: HTMLElement; text: string }) => {
      if (!element.isConnected) return;
      tip.textContent = text;
      tip.showPopover();
      const anchor = element.getBoundingClientRect();
      const size = tip.getBoundingClientRect();
      const below = anchor.bottom + 6 + size.height < innerHeight;
      const left = anchor.left + anchor.width / 2 - size.width / 2;
      tip.style.top = `${below ? anchor.bottom + 6 : anchor.top - size.height - 6}px`;
      tip.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - size.width - 8))}px`;
      shown = element;
    };
    const hide = () => {
      clearTimeout(timer);
      if (shown) tip.hidePopover();
      shown = null;
    };
    const later = (action: () => void, ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(action, ms);
    };
    const over = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      if (event.target === tip) return clearTimeout(timer);
      const found = tipOf(event.target);
      if (!found) return shown ? later(hide, hideAfterMs) : clearTimeout(timer);
      if (found.element !== shown) later(() => show(found), shown ? hideAfterMs : showAfterMs);
      else clearTimeout(timer);
    };
    const focus = (event: FocusEvent) => {
      const found = tipOf(event.target);
      hide();
      // Later: the focus may be on its way back from a popover that is still closing.
      if (found?.element === event.target && found.element.matches(":focus-visible"))
        later(() => found.element === document.activeElement && show(found), showAfterMs);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    document.addEventListener("pointerover", over, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("scroll", hide, { ...options, capture: true });
    document.addEventListener("focusin", focus, options);
    document.addEventListener("focusout", hide, options);
    document.addEventListener("keydown", key, options);
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, []);
  return (
    <div
      ref={layer}
      popover="manual"
      aria-hidden="true"
      className="fixed inset-auto m-0 max-w-72 rounded-sm border-0 bg-ink px-2 py-1 text-meta text-surface shadow-float"
    />
  );
}
