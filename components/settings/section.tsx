import { type ReactNode, useId } from "react";

/** One part of a settings page: what it is about, and its controls in a card. */
export function Section({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 id={id} className="text-lead font-bold">
          {title}
        </h2>
        {lead && <p className="mt-0.5 max-w-prose text-ink-2">{lead}</p>}
      </div>
      {children && <div className="rounded-lg border border-line bg-surface">{children}</div>}
    </section>
  );
}
