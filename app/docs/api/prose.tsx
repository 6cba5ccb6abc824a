import type { ReactNode } from "react";

export const Code = ({ children }: { children: ReactNode }) => (
  <code className="rounded-[4px] bg-sunk px-0.5 py-px font-mono text-[0.93em] text-ink">{children}</code>
);

/** Text in which `code` is set as code. */
export const Text = ({ children }: { children: string }) =>
  children.split("`").map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
    index % 2 === 1 ? <Code key={index}>{part}</Code> : part,
  );

export const Prose = ({ children, className }: { children: string; className?: string }) => (
  <p className={className}>
    <Text>{children}</Text>
  </p>
);
