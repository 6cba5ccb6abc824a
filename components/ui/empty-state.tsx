import type { ReactNode } from "react";
import { cx } from "./class-names";

/** Nothing to show, and what to do next. */
export function EmptyState({
  icon,
  title,
  heading = false,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  title: string;
  /** The title is the page's own heading. */
  heading?: boolean;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Title = heading ? "h1" : "p";
  return (
    <div className={cx("mx-auto flex max-w-sm flex-col items-center px-6 py-12 text-center", className)}>
      {icon && (
        <span className="mb-4 inline-flex size-11 items-center justify-center rounded-full bg-accent-soft text-accent">
          {icon}
        </span>
      )}
      <Title className={heading ? "text-title font-bold" : "font-medium text-ink"}>{title}</Title>
      {children && <div className="mt-1 text-ink-2">{children}</div>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
