import type { ComponentProps } from "react";
import { cx } from "./class-names";

/** An on/off control that takes effect at once: a checkbox drawn as a switch, so it works before scripts do. */
export function Switch({ label, className, ...props }: Omit<ComponentProps<"input">, "type"> & { label: string }) {
  return (
    <span className={cx("relative inline-flex h-5 w-9 shrink-0 align-middle touch:my-3", className)}>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says checked itself
        role="switch"
        aria-label={label}
        className="peer absolute inset-0 z-10 m-0 cursor-pointer appearance-none rounded-full disabled:cursor-not-allowed touch:-inset-x-1 touch:-inset-y-3"
        {...props}
      />
      <span
        aria-hidden="true"
        className="absolute inset-0 rounded-full border border-edge bg-sunk transition-colors peer-checked:border-accent peer-checked:bg-accent peer-disabled:opacity-50 forced-colors:peer-checked:bg-[Highlight]"
      />
      <span
        aria-hidden="true"
        className="absolute top-[3px] left-[3px] size-3.5 rounded-full bg-edge transition-[translate,background-color] peer-checked:translate-x-4 peer-checked:bg-on-accent forced-colors:bg-[CanvasText] forced-colors:peer-checked:bg-[HighlightText]"
      />
    </span>
  );
}
