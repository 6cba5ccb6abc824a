"use client";
import { Inbox } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Icon } from "../ui/icon";
import { ToastCard } from "./toast-card";
import { ToastFrame } from "./toast-frame";
import { closeSummary, closeToasts, holdToasts, useToasts } from "./toast-store";

/** Top right of every page: previews of new rows of the inbox. Read out politely; focus stays where it was. */
export function Toasts({
  className = "fixed inset-x-3 top-16 z-40 grid gap-2 empty:hidden sm:right-5 sm:left-auto sm:w-90",
}: {
  className?: string;
}) {
  const { shown, more, summary } = useToasts();
  const [held, setHeld] = useState({ pointer: false, focus: false });
  const paused = held.pointer || held.focus;
  const stack = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const empty = shown.length === 0 && summary === 0;
  useEffect(() => holdToasts(paused), [paused]);
  useEffect(() => {
    if (empty) setHeld({ pointer: false, focus: false });
  }, [empty]);

  /** Closing the toast that has the focus hands it to the next one, or back to where it came from. */
  const close = (action: () => void) => {
    const hadFocus = stack.current?.contains(document.activeElement);
    action();
    if (hadFocus)
      requestAnimationFrame(() =>
        (stack.current?.querySelector<HTMLElement>("a, button") ?? cameFrom.current)?.focus(),
      );
  };
  return (
    <section aria-label="New notifications">
      <div
        ref={stack}
        role="status"
        aria-atomic="false"
        onPointerEnter={() => setHeld((now) => ({ ...now, pointer: true }))}
        onPointerLeave={() => setHeld((now) => ({ ...now, pointer: false }))}
        onFocus={(event) => {
          if (!held.focus) cameFrom.current = event.relatedTarget as HTMLElement | null;
          setHeld((now) => ({ ...now, focus: true }));
        }}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setHeld((now) => ({ ...now, focus: false }));
        }}
        className={className}
      >
        {summary > 0 && (
          <ToastFrame paused={paused} onClose={() => close(closeSummary)}>
            <span className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-accent">
              <Icon of={Inbox} size={16} />
            </span>
            <ToInbox onClick={closeSummary}>
              <b>{summary} new notifications</b> came while you were away
            </ToInbox>
          </ToastFrame>
        )}
        {shown.map((notification) => (
          <ToastCard
            key={notification.id}
            notification={notification}
            paused={paused}
            onClose={() => close(() => closeToasts([notification.id]))}
          />
        ))}
        {more.size > 0 && (
          <p className="relative justify-self-end rounded-full border border-line bg-surface px-3 py-1 shadow-float hover:bg-sunk touch:py-3">
            <ToInbox onClick={() => closeToasts([...shown.map(({ id }) => id), ...more])}>{more.size} more</ToInbox>
          </p>
        )}
      </div>
    </section>
  );
}

const ToInbox = ({ onClick, children }: { onClick: () => void; children: ReactNode }) => (
  <Link href="/notifications" prefetch={false} onClick={onClick} className="self-center after:absolute after:inset-0">
    {children}
  </Link>
);
