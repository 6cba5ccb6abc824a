import type { ComponentProps } from "react";
import { cx } from "./class-names";

const looks = {
  primary: "border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-strong disabled:bg-sunk",
  plain: "border-line bg-surface text-ink not-disabled:hover:bg-sunk",
  ghost: "border-transparent text-ink-2 not-disabled:hover:bg-sunk not-disabled:hover:text-ink",
  danger: "border-line bg-surface text-removed not-disabled:hover:bg-removed-soft",
};
const sizes = {
  small: "h-7 gap-1.5 rounded-full px-3 text-body touch:h-11",
  medium: "h-9 gap-2 rounded-md px-3.5 text-body touch:h-11",
  large: "h-10 gap-2 rounded-md px-4 text-body touch:h-11",
};
export type ButtonLook = { look?: keyof typeof looks; size?: keyof typeof sizes };

/** The classes of a button, for links that look like one. */
export const buttonClass = ({ look = "plain", size = "medium" }: ButtonLook = {}): string =>
  cx(
    "inline-flex shrink-0 items-center justify-center border font-medium whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:text-ink-3 disabled:opacity-70 aria-disabled:opacity-60",
    looks[look],
    sizes[size],
  );

export function Button({ look, size, className, type = "button", ...props }: ComponentProps<"button"> & ButtonLook) {
  return <button type={type} className={cx(buttonClass({ look, size }), className)} {...props} />;
}
