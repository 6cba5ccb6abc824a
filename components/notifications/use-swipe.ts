import { type PointerEvent, useRef } from "react";

const least = 72;

/** Swipes of one row by touch. The row follows the finger; the same actions stand in its menu. */
export function useSwipe({ onLeft, onRight }: { onLeft: () => void; onRight: () => void }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const shift = (element: HTMLElement, x: number) => {
    element.style.translate = x === 0 ? "" : `${x}px 0`;
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
      if (x < 0) onLeft();
      else onRight();
    },
    onPointerCancel: end,
  };
}
