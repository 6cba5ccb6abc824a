import { dateInZone, months, weekdays } from "@/components/ui/date-in-zone";
import type { Notification } from "@/server/contract/notification";

/** One line of the list: a heading, the line of what is new, one notification, or several similar ones as one. */
export type ListItem =
  | { kind: "heading"; key: string; text: string }
  | { kind: "seen-line"; key: string }
  | { kind: "row"; key: string; row: Notification }
  | { kind: "group"; key: string; rows: Notification[]; open: boolean };

type Arrangement = {
  /** Newest arrival first, as loaded. */
  rows: readonly Notification[];
  /** Id of the newest notification that the person has seen; null: they have never looked. */
  seenThrough: string | null;
  /** Keys of the groups that are expanded. */
  open: ReadonlySet<string>;
  now: number;
  /** Absent: the reader's own. */
  timeZone?: string;
  /** Those that came back from a snooze: a section of their own, on top. */
  back?: readonly Notification[];
};

/** As many similar ones as this become one row. */
export const similarFrom = 3;

/** Lays loaded notifications out as lines: "Back", a heading per day, similar ones of a day as one, the seen line. */
export function arrangeRows({ rows, seenThrough, open, now, timeZone, back = [] }: Arrangement): ListItem[] {
  const backIds = new Set(back.map((row) => row.id));
  const inDays = backIds.size > 0 ? rows.filter((row) => !backIds.has(row.id)) : rows;
  const items: ListItem[] = [];
  if (back.length > 0) items.push({ kind: "heading", key: "back", text: "Back" });
  for (const row of back) items.push({ kind: "row", key: row.id, row });

  const isNew = (row: Notification) => seenThrough !== null && isNewer(row.id, seenThrough);
  const nameOf = dayNames(now, timeZone);
  let day: string | undefined;
  let lineIsDue = inDays.some(isNew);
  for (const lump of collapse(inDays, (row) => `${nameOf(row.arrivedAt)}|${isNew(row)}`)) {
    const first = lump[0] as Notification;
    const name = nameOf(first.arrivedAt);
    if (lineIsDue && !isNew(first)) {
      items.push({ kind: "seen-line", key: "seen-line" });
      lineIsDue = false;
    }
    if (name !== day) items.push({ kind: "heading", key: `day ${name}`, text: name });
    day = name;
    if (lump.length < similarFrom) for (const row of lump) items.push({ kind: "row", key: row.id, row });
    else {
      const key = `similar ${similarity(first)} ${name} ${isNew(first)}`;
      items.push({ kind: "group", key, rows: lump, open: open.has(key) });
    }
  }
  return items;
}

const similarities = new WeakMap<Notification, string>();

/** Who, what and where: the same on all of these makes them similar. Asked for every row at every change. */
function similarity(row: Notification): string {
  const known = similarities.get(row);
  if (known !== undefined) return known;
  const { verb, actor, group, types, resource } = row;
  const words = [verb, actor?.email ?? "", group?.id ?? "", types.join("+"), resource.state].join(" ");
  similarities.set(row, words);
  return words;
}

/** Similar ones move up to the newest of them; where there are too few, each stays in its own place. */
function collapse(rows: readonly Notification[], placeOf: (row: Notification) => string): Notification[][] {
  const lumps = new Map<string, Notification[]>();
  const keyed = rows.map((row) => ({ row, key: `${placeOf(row)}|${similarity(row)}` }));
  for (const { row, key } of keyed) {
    const lump = lumps.get(key);
    if (lump) lump.push(row);
    else lumps.set(key, [row]);
  }
  return keyed.flatMap(({ row, key }) => {
    const lump = lumps.get(key) as Notification[];
    if (lump.length < similarFrom) return [[row]];
    return lump[0] === row ? [lump] : [];
  });
}

/** Whether one id is greater than another: whole numbers in digits, beyond what a number holds; BigInts take longer. */
export const isNewer = (id: string, other: string): boolean =>
  id.length === other.length ? id > other : id.length > other.length;

const quarterHour = 900_000;
const dayNumbers = new Map<string, number>();

/** Asked for every row at every change; wherever on earth, days begin with a quarter of an hour. */
function dayNumberOf(time: number, timeZone: string | undefined): number {
  const key = `${timeZone ?? ""} ${Math.floor(time / quarterHour)}`;
  const known = dayNumbers.get(key);
  if (known !== undefined) return known;
  const { year, month, day } = dateInZone(time, timeZone);
  const number = Date.UTC(year, month, day) / 86_400_000;
  dayNumbers.set(key, number);
  return number;
}

/** "Today", "Yesterday", the weekday within a week, then the date. */
function dayNames(now: number, timeZone: string | undefined): (iso: string) => string {
  const today = dayNumberOf(now, timeZone);
  const known = new Map<number, string>();
  const nameOf = (number: number): string => {
    const ago = today - number;
    if (ago <= 0) return "Today";
    if (ago === 1) return "Yesterday";
    const date = new Date(number * 86_400_000);
    if (ago < 7) return weekdays[date.getUTCDay()] as string;
    const year = date.getUTCFullYear();
    const words = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
    return year === new Date(today * 86_400_000).getUTCFullYear() ? words : `${words} ${year}`;
  };
  return (iso) => {
    const number = dayNumberOf(Date.parse(iso), timeZone);
    const name = known.get(number) ?? nameOf(number);
    known.set(number, name);
    return name;
  };
}
