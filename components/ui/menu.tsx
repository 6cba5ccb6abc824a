"use client";
import * as DropdownMenu from "radix-ui/dropdown-menu";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";
import { floatClass, useFloatingPlace } from "./popover";

// Not modal: no scroll lock, whose <style> the content security policy would refuse.
export const Menu = (props: ComponentProps<typeof DropdownMenu.Root>) => <DropdownMenu.Root modal={false} {...props} />;
export const MenuTrigger = DropdownMenu.Trigger;
export const MenuRadioGroup = DropdownMenu.RadioGroup;

export function MenuContent({ className, ...props }: ComponentProps<typeof DropdownMenu.Content>) {
  return (
    <DropdownMenu.Portal container={useFloatingPlace()}>
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className={cx(floatClass, "min-w-48 p-1", className)}
        {...props}
      />
    </DropdownMenu.Portal>
  );
}

const itemClass =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-body text-ink outline-none select-none data-disabled:text-ink-3 data-highlighted:bg-sunk touch:min-h-11";

export function MenuItem({
  icon,
  children,
  className,
  ...props
}: ComponentProps<typeof DropdownMenu.Item> & { icon?: ReactNode }) {
  return (
    <DropdownMenu.Item className={cx(itemClass, className)} {...props}>
      {props.asChild ? (
        children
      ) : (
        <>
          {icon}
          {children}
        </>
      )}
    </DropdownMenu.Item>
  );
}

/** One of several, with a tick on the chosen one. */
export function MenuRadioItem({ children, className, ...props }: ComponentProps<typeof DropdownMenu.RadioItem>) {
  return (
    <DropdownMenu.RadioItem className={cx(itemClass, "pr-8", className)} {...props}>
      {children}
      <DropdownMenu.ItemIndicator className="absolute right-4">
        <svg
          viewBox="0 0 16 16"
          className="size-4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          aria-hidden="true"
        >
          <path d="m3.5 8.5 3 3 6-7" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}

export const MenuLabel = ({ className, ...props }: ComponentProps<typeof DropdownMenu.Label>) => (
  <DropdownMenu.Label className={cx("px-2.5 pt-2 pb-1 text-meta font-medium text-ink-3", className)} {...props} />
);
export const MenuSeparator = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />;
