export type SnoozeTime = { label: string; until: Date };

const morning = 8;

/** When to bring something back: later today (three hours on, on the hour), tomorrow and next Monday at 8. Each time once. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const later = new Date(now);
  later.setHours(now.getHours() + 3, 0, 0, 0);
  const tomorrow = atMorning(now, 1);
  const nextWeek = atMorning(now, (8 - now.getDay()) % 7 || 7);
  return [
    ...(later.getDate() === now.getDate() ? [{ label: "Later today", until: later }] : []),
    { label: "Tomorrow", until: tomorrow },
    ...(nextWeek.getTime() === tomorrow.getTime() ? [] : [{ label: "Next week", until: nextWeek }]),
  ];
}

function atMorning(now: Date, days: number): Date {
  const day = new Date(now);
  day.setDate(now.getDate() + days);
  day.setHours(morning, 0, 0, 0);
  return day;
}
