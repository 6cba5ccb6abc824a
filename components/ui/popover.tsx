"use client";
import type { ComponentProps } from "react";
import { Floating, FloatingCard, FloatingTrigger, useFloating } from "./floating";

/** A small non-modal dialog beside its trigger. Name it by `aria-label` or `aria-labelledby`. */
export const Popover = Floating;
export const PopoverTrigger = (props: ComponentProps<typeof FloatingTrigger>) => (
  <FloatingTrigger aria-haspopup="dialog" {...props} />
);
export const PopoverContent = (props: ComponentProps<typeof FloatingCard>) => (
  <FloatingCard role="dialog" onOpened={(card) => card.focus()} {...props} />
);
/** Closes the popover around the caller. */
export const useClosePopover = () => useFloating().close;
