import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type Props = {
  label: string;
  checked: boolean;
  onChange: (range: boolean) => void;
  children: ReactNode;
};

/** The avatar turns into a checkbox under the pointer, on focus, and while anything in the list is selected. */
export function RowCheckbox({ label, checked, onChange, children }: Props) {
  return (
    <label className="relative z-10 flex size-7 items-center justify-center touch:after:absolute touch:after:-inset-2">
      <span
        className={cx(
          "flex group-data-selecting/list:invisible",
          checked ? "invisible" : "group-hover/row:invisible touch:visible",
        )}
      >
        {children}
      </span>
      <input
        type="checkbox"
        aria-label={`Select: ${label}`}
        checked={checked}
        onClick={(event) => onChange(event.shiftKey)}
        onChange={() => {}}
        className={cx(
          "absolute inset-0 m-auto size-4 cursor-pointer focus-visible:opacity-100 touch:size-7",
          "group-data-selecting/list:opacity-100!",
          checked ? "opacity-100" : "opacity-0 group-hover/row:opacity-100 touch:opacity-0",
        )}
      />
    </label>
  );
}
