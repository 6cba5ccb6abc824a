import { type ComponentProps, useId } from "react";
import { cx } from "../ui/class-names";
import { inputClass } from "../ui/text-field";

/** A labelled choice of the browser's own kind. */
export function SelectField({ label, className, children, ...props }: ComponentProps<"select"> & { label: string }) {
  const id = useId();
  return (
    <div className={cx("grid gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <select id={id} className={inputClass} {...props}>
        {children}
      </select>
    </div>
  );
}
