import { cx } from "./class-names";

/** The look of a filter that is on or off; works on links and buttons alike. */
export const chipClass = (on: boolean): string =>
  cx(
    "inline-flex h-7 max-w-full shrink-0 items-center gap-1.5 rounded-full border px-3 text-body whitespace-nowrap transition-colors touch:h-11 touch:px-4",
    on
      ? "border-accent bg-accent-soft font-medium text-accent forced-colors:bg-[Highlight] forced-colors:text-[HighlightText]"
      : "border-line bg-surface text-ink-2 hover:bg-sunk hover:text-ink",
  );
