"use client";
import { MenuItem } from "@/components/ui/menu";
import { useInboxActions, type Which } from "./inbox-actions";
import { snoozeTimes } from "./snooze-times";

/** Made when a menu opens: the first use of Intl takes a phone a tenth of a second. */
const shortly = (time: Date) =>
  new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(time);

/** The times to snooze to, inside a menu. */
export function SnoozeItems({ which, snoozed = false }: { which: Which; snoozed?: boolean }) {
  const { snooze, wake, snoozeToDate } = useInboxActions();
  return (
    <>
      {snoozed && which !== "all matching" && <MenuItem onSelect={() => wake(which)}>Bring back now</MenuItem>}
      {snoozeTimes(new Date()).map(({ label, until }) => (
        <MenuItem key={label} onSelect={() => snooze(which, until.toISOString())}>
          {label}
          <span className="ml-auto pl-6 text-meta text-ink-3">{shortly(until)}</span>
        </MenuItem>
      ))}
      <MenuItem onSelect={() => snoozeToDate(which)}>A date…</MenuItem>
    </>
  );
}
