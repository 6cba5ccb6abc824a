"use client";
import {
  type ComponentProps,
  cloneElement,
  createContext,
  isValidElement,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  use,
  useRef,
} from "react";
import { cx } from "./class-names";
import { Floating, FloatingCard, FloatingTrigger, useFloating } from "./floating";

/** A menu of actions after the ARIA menu button pattern: arrows, Home, End, first letters, Escape, Tab. */
export const Menu = Floating;

export function MenuTrigger(props: ComponentProps<typeof FloatingTrigger>) {
  const { id } = useFloating();
  return (
    <FloatingTrigger
      aria-haspopup="menu"
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        document.getElementById(id)?.showPopover();
      }}
      {...props}
    />
  );
}

const itemsOf = (menu: HTMLElement) => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])'),
];
/** Shown items only: some stand in the menu on phones alone. */
const shownItemsOf = (menu: HTMLElement) => itemsOf(menu).filter((item) => item.checkVisibility());

export function MenuContent({ className, ...props }: ComponentProps<typeof FloatingCard>) {
  const { close } = useFloating();
  const typed = useRef({ text: "", at: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = shownItemsOf(event.currentTarget);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const focus = (index: number) => items.at(index % items.length)?.focus();
    if (event.key === "Tab") close();
    else if (event.key === "ArrowDown") focus(at + 1);
    else if (event.key === "ArrowUp") focus(at < 0 ? -1 : at - 1);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(-1);
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      const fresh = event.timeStamp - typed.current.at > 700;
      typed.current = { text: (fresh ? "" : typed.current.text) + event.key.toLowerCase(), at: event.timeStamp };
      const order = [...items.slice(at + (fresh ? 1 : 0)), ...items];
      order.find((item) => item.textContent?.trim().toLowerCase().startsWith(typed.current.text))?.focus();
    } else return;
    if (event.key !== "Tab") event.preventDefault();
    // The page has keys of its own.
    event.stopPropagation();
  };
  return (
    <FloatingCard
      role="menu"
      onKeyDown={onKeyDown}
      // From the keyboard the first item has the focus at once; under a pointer nothing is picked yet.
      onOpened={(menu) => {
        const byKey = document.activeElement?.matches(":focus-visible");
        ((byKey && shownItemsOf(menu)[0]) || menu).focus({ preventScroll: true });
      }}
      className={cx("max-h-[calc(100dvh-72px)] min-w-48 overflow-y-auto p-1", className)}
      {...props}
    />
  );
}

const itemClass =
  "relative flex min-h-8 w-full cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-left text-body text-ink outline-offset-[-2px] select-none focus:bg-sunk aria-disabled:text-ink-3 touch:min-h-11";

type ItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  /** Called by press, Enter or Space; then the menu closes, unless it is to `stay`. */
  onSelect?: () => void;
  stay?: boolean;
  disabled?: boolean;
  /** The one child, a link, is the item. */
  asChild?: boolean;
  className?: string;
  role?: "menuitem" | "menuitemradio";
  "aria-checked"?: boolean;
};

export function MenuItem({
  children,
  icon,
  onSelect,
  stay = false,
  disabled,
  asChild,
  className,
  role = "menuitem",
  ...aria
}: ItemProps) {
  const { close } = useFloating();
  const item = {
    ...aria,
    role,
    tabIndex: -1,
    "aria-disabled": disabled || undefined,
    className: cx(itemClass, className),
    onPointerMove: (event: { currentTarget: HTMLElement }) => event.currentTarget.focus({ preventScroll: true }),
    onClick: () => {
      if (disabled) return;
      if (!stay) close();
      onSelect?.();
    },
  };
  if (asChild && isValidElement(children)) return cloneElement(children as ReactElement<object>, item);
  return (
    <button type="button" {...item}>
      {icon}
      {children}
    </button>
  );
}

const RadioContext = createContext<{ value: string; onValueChange: (value: string) => void } | null>(null);

/** One of several, named by `label`. */
export function MenuRadioGroup({
  label,
  children,
  ...choice
}: {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not belong into a menu
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      <RadioContext value={choice}>{children}</RadioContext>
    </div>
  );
}

/** Has a tick when chosen. The menu stays open, so that one can see and choose again. */
export function MenuRadioItem({ value, children }: { value: string; children: ReactNode }) {
  const group = use(RadioContext);
  const chosen = group?.value === value;
  return (
    <MenuItem stay role="menuitemradio" aria-checked={chosen} onSelect={() => group?.onValueChange(value)}>
      {children}
      {chosen && (
        <svg
          viewBox="0 0 16 16"
          className="ml-auto size-4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          <path d="m3.5 8.5 3 3 6-7" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      )}
    </MenuItem>
  );
}

export const MenuLabel = ({ className, ...props }: ComponentProps<"div">) => (
  <div className={cx("px-2.5 pt-2 pb-1 text-meta font-medium text-ink-3", className)} {...props} />
);
export const MenuSeparator = () => <hr className="my-1 border-line" />;
