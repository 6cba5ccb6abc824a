import type { LucideIcon } from "lucide-react";
import { cx } from "./class-names";

/** A lucide icon in the house's weight; decoration, the words beside it carry the meaning. */
export function Icon({ of: Glyph, size = 18, className }: { of: LucideIcon; size?: number; className?: string }) {
  return (
    <Glyph
      size={size}
      strokeWidth={1.6}
      absoluteStrokeWidth={false}
      aria-hidden="true"
      className={cx("shrink-0", className)}
    />
  );
}
