import { Check, TriangleAlert } from "lucide-react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";

/** How an action ended: said to screen readers, and shown beside its button. */
export type Outcome = { ok: boolean; text: string } | null;

export function OutcomeLine({ outcome, className }: { outcome: Outcome; className?: string }) {
  return (
    <p role={outcome?.ok === false ? "alert" : "status"} className={cx("flex items-center gap-1.5", className)}>
      {outcome && (
        <>
          <Icon
            of={outcome.ok ? Check : TriangleAlert}
            size={16}
            className={outcome.ok ? "text-added" : "text-removed"}
          />
          <span className={outcome.ok ? "text-ink-2" : "text-removed"}>{outcome.text}</span>
        </>
      )}
    </p>
  );
}
