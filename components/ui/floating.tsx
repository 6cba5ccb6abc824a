"use client";
import {
  type ComponentProps,
  cloneElement,
  createContext,
  isValidElement,
  type ReactElement,
  type ReactNode,
  type ToggleEvent,
  use,
  useId,
  useState,
} from "react";
import { cx } from "./class-names";

// The browser's own popovers: light dismissal, Escape, the top layer and the focus's way back are built in, and CSS
// anchors place them. So they cost no code to load, and stay in the landmark that they belong to.

type State = { id: string; open: boolean; setOpen: (open: boolean) => void };
const FloatingContext = createContext<State | null>(null);

export function useFloating(): State & { close: () => void } {
  const state = use(FloatingContext);
  if (!state) throw new Error("What floats stands inside <Popover> or <Menu>.");
  return { ...state, close: () => document.getElementById(state.id)?.hidePopover() };
}

/** Holds a trigger and what it opens. */
export function Floating({ children }: { children: ReactNode }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return <FloatingContext value={{ id, open, setOpen }}>{children}</FloatingContext>;
}

const anchorOf = (id: string) => `--${id.replace(/\W/g, "_")}`;

/** A button that opens it; with `asChild` the one child is that button. */
export function FloatingTrigger({ asChild, children, ...props }: ComponentProps<"button"> & { asChild?: boolean }) {
  const { id, open } = useFloating();
  const trigger = {
    ...props,
    popoverTarget: id,
    "aria-expanded": open,
    "data-state": open ? "open" : "closed",
    style: { ...props.style, anchorName: anchorOf(id) },
  };
  if (asChild && isValidElement(children)) return cloneElement(children as ReactElement<object>, trigger);
  return (
    <button type="button" {...trigger}>
      {children}
    </button>
  );
}

/** What opens: a card with a line and the one shadow. Its children exist only while it is open. */
export function FloatingCard({
  className,
  children,
  onOpened,
  ...props
}: ComponentProps<"div"> & { onOpened?: (card: HTMLElement) => void }) {
  const { id, open, setOpen } = useFloating();
  const before = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.target === event.currentTarget && event.newState === "open") setOpen(true);
  };
  // Only after closing: what is removed while it closes cannot hand the focus back.
  const after = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.newState === "open") onOpened?.(event.currentTarget);
    else setOpen(false);
  };
  return (
    <div
      id={id}
      popover="auto"
      tabIndex={-1}
      onBeforeToggle={before}
      onToggle={after}
      style={{ positionAnchor: anchorOf(id) }}
      className={cx("floating rounded-lg border border-line bg-surface text-ink shadow-float outline-none", className)}
      {...props}
    >
      {open && children}
    </div>
  );
}
