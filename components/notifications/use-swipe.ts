import { type PointerEvent, useRef } from "react";

const least = 72;

type Way = { does: string; act: () => void };

/**
 * Swipes of one row by touch. Its first child follows the finger; once letting go would do something, `data-hint` on
 * the row says what. The same actions stand in its menu.
 */
export function useSwipe({ left, right }: { left: Way; right: Way }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const shift = (row: HTMLElement, x: number) => {
    const shifted = row.firstElementChild as HTMLElement;
    shifted.style.translate = x === 0 ? "" : `${x}px 0`;
    const far = Math.abs(x) >= least;
    row.toggleAttribute("data-to-left", far && x < 0);
    if (far) row.dataset.hint = (x < 0 ? left : right).does;
    else delete row.dataset.hint;
  };
  const end = (event: PointerEvent<HTMLElement>) => {
    start.current = null;
    shift(event.currentTarget, 0);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === "touch") start.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!start.current) return;
      const x = event.clientX - start.current.x;
      const sideways = Math.abs(x) > 12 && Math.abs(x) > 2 * Math.abs(event.clientY - start.current.y);
      if (sideways) shift(event.currentTarget, x);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const x = start.current ? event.clientX - start.current.x : 0;
      const y = start.current ? event.clientY - start.current.y : 0;
      end(event);
      if (Math.abs(x) < least || Math.abs(x) < 2 * Math.abs(y)) return;
      (x < 0 ? left : right).act();
    },
    onPointerCancel: end,
  };
}
