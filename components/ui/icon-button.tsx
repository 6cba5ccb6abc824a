import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";

/** A button with an icon only: `label` is its name for screen readers, and its tooltip. */
export function IconButton({
  label,
  size = "medium",
  className,
  children,
  type = "button",
  ...props
}: ComponentProps<"button"> & { label: string; size?: "small" | "medium"; children: ReactNode }) {
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={label}
      className={cx(
        "relative inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors",
        "hover:bg-sunk hover:text-ink disabled:cursor-not-allowed disabled:opacity-50 aria-pressed:text-accent touch:size-11",
        size === "small" ? "size-7" : "size-9",
        className,
      )}
      {...props}
    >
      {children}
    </button>
  );
}
