"use client";
import { MenuItem } from "@/components/ui/menu";
import { useInboxActions } from "./inbox-actions";
import { snoozeTimes } from "./snooze-times";

const shortly = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });

/** The times to snooze to, inside a menu. */
export function SnoozeItems({ ids, snoozed = false }: { ids: readonly string[]; snoozed?: boolean }) {
  const { act, wake, snoozeToDate } = useInboxActions();
  return (
    <>
      {snoozed && <MenuItem onSelect={() => wake(ids)}>Bring back now</MenuItem>}
      {snoozeTimes(new Date()).map(({ label, until }) => (
        <MenuItem key={label} onSelect={() => act("snooze", ids, until.toISOString())}>
          {label}
          <span className="ml-auto pl-6 text-meta text-ink-3">{shortly.format(until)}</span>
        </MenuItem>
      ))}
      <MenuItem onSelect={() => snoozeToDate(ids)}>A date…</MenuItem>
    </>
  );
}
