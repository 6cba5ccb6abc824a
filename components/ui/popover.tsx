"use client";
import * as Radix from "radix-ui/popover";
import { type ComponentProps, useEffect, useState } from "react";
import { cx } from "./class-names";

/** What floats: a card with a line and the one shadow. */
export const floatClass =
  "z-50 rounded-lg border border-line bg-surface text-ink shadow-float data-[state=open]:animate-rise";

/** Inside the main landmark, where screen readers look for content. Found after mounting: a sign-in replaces it. */
export function useFloatingPlace(): HTMLElement | null {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => setPlace(document.getElementById("content")), []);
  return place;
}

export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverClose = Radix.Close;

export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal container={useFloatingPlace()}>
      <Radix.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className={cx(floatClass, "outline-none", className)}
        {...props}
      />
    </Radix.Portal>
  );
}
