"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "./class-names";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Hides the title to the eye where the content has its own. */
  quietTitle?: boolean;
  className?: string;
};

/** The browser's own modal: focus trap, Escape, inert page and focus return are built in. */
function Modal({ open, onClose, title, quietTitle, children, className }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) {
      element.showModal();
      // Who opens a form wants to fill it in; the browser would begin at Close, and show its tip over what is said.
      const field = element.querySelector<HTMLElement>("form :is(input, select, textarea, button)");
      (field ?? element).focus();
    }
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is on the backdrop
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      className={cx("border-line bg-surface text-ink shadow-float outline-none backdrop:bg-scrim", className)}
    >
      {open && (
        <div className="flex max-h-[inherit] min-h-full flex-col">
          <div className="flex items-center justify-between gap-4 pt-3 pr-3 pl-5">
            <h2 id={titleId} className={quietTitle ? "sr-only" : "text-lead font-bold"}>
              {title}
            </h2>
            <IconButton label="Close" onClick={onClose} className="ml-auto">
              <Icon of={X} />
            </IconButton>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
        </div>
      )}
    </dialog>
  );
}

/** A card in the middle of the page. */
export const Dialog = ({ className, ...props }: DialogProps) => (
  <Modal
    className={cx(
      "m-auto max-h-[min(85dvh,720px)] w-[min(520px,calc(100vw-2rem))] rounded-lg border open:animate-rise",
      className,
    )}
    {...props}
  />
);

/** A pane that comes in from the right; the whole screen on phones. */
export const Sheet = ({ className, ...props }: DialogProps) => (
  <Modal
    className={cx(
      "mr-0 ml-auto h-dvh max-h-dvh w-screen max-w-none border-l open:animate-arrive sm:w-[480px]",
      className,
    )}
    {...props}
  />
);
