import type { ReactNode } from "react";

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-flex min-w-5 items-center justify-center rounded-sm border border-line bg-sunk px-1.5 py-px font-mono text-meta text-ink-2">
    {children}
  </kbd>
);
