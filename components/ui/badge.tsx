import { countCap } from "@/server/contract/count-cap";
import { cx } from "./class-names";

/** Counts are capped by the server: 100 means "99+". */
export const countText = (count: number): string => (count >= countCap ? `${countCap - 1}+` : String(count));

/** A number on the accent; nothing at zero. Decoration: say the number in the name of what carries it. */
export function Badge({ count, className }: { count: number; className?: string }) {
  if (count <= 0) return null;
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-full bg-accent px-[5px] text-[11px] leading-none font-bold text-on-accent tabular-nums",
        className,
      )}
    >
      {countText(count)}
    </span>
  );
}
