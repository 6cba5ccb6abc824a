import { cx } from "./class-names";

/** Holds the place of what is loading, in its size. */
export const Skeleton = ({ round = false, className }: { round?: boolean; className?: string }) => (
  <span
    aria-hidden="true"
    className={cx("block animate-shimmer bg-line", round ? "rounded-full" : "rounded-sm", className)}
  />
);
