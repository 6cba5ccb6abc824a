import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./class-names";

export const inputClass =
  "h-10 w-full rounded-md border border-edge bg-surface px-3 text-body text-ink outline-offset-0 transition-colors aria-invalid:border-removed touch:h-11 touch:text-lead";

/** A labelled input. `error` stands below it, is read with it, and marks it as invalid. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...props
}: ComponentProps<"input"> & { label: string; hint?: ReactNode; error?: string }) {
  const id = useId();
  const inputId = props.id ?? id;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={cx("grid content-start gap-1.5", className)}>
      <label htmlFor={inputId} className="font-medium">
        {label}
      </label>
      <input
        id={inputId}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className={inputClass}
        {...props}
      />
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-meta font-medium text-removed">
          {error}
        </p>
      )}
    </div>
  );
}
