import { cx } from "./class-names";

/** Holds the place of what is loading, in its size. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={cx("block animate-shimmer rounded-sm bg-line", className)} />
);
