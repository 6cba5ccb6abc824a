import { cx } from "./class-names";

/** "Bo Lindqvist" → BL, "bo@lab.org" → BO, "β-catenin" → ΒC. */
export function initials(name: string): string {
  const words = (name.split("@")[0] ?? "").split(/[\s._-]+/u).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? "?")];
  return letters.slice(0, 2).join("").toLocaleUpperCase("en");
}

/** A person by initials. Decoration: the name stands beside it. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-[11px] leading-none font-bold text-accent select-none",
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
