import { cutText } from "../contract/cut-text";
import type { Notification } from "../contract/notification";
import { because, summarizeChanges } from "../contract/wording";
import { clockIn } from "./clock-in";
import { plain } from "./plain";

export type DigestRow = {
  id: string;
  /** The sentence in pieces; who and what are bold where that can be shown. */
  parts: { text: string; bold: boolean }[];
  /** What changed, each in a few words. */
  changes: string[];
  because: string;
  /** When it happened, by the reader's clock. */
  when: string;
  /** A small drawing of what changed, which travels inside the mail. */
  picture: { cid: string; alt: string } | null;
};
export type DigestThing = { name: string; rows: DigestRow[] };
/** `headed`: some thing has several rows, so that each stands under its name; one row alone says it. */
export type DigestGroup = { name: string | null; things: DigestThing[]; headed: boolean };
/** What a mail says, arranged by group and thing; HTML and plain text are two ways to write it. */
export type DigestContent = {
  subject: string;
  summary: string;
  /** What a list of mails shows beside the subject. */
  glance: string;
  groups: DigestGroup[];
  /** How many more there are than are told. */
  more: number;
};
export type Digested = {
  /** The newest of those that the mail covers. */
  notifications: Notification[];
  /** How many it covers. */
  total: number;
  /** The reader's. */
  timeZone: string;
};

/**
 * Arranges one person's notifications: counts first, then groups, then things, newest first.
 * @param pictured the notifications of which there is a picture
 */
export function arrangeDigest(
  { notifications, total, timeZone }: Digested,
  pictured: ReadonlySet<string> = new Set(),
): DigestContent {
  const groups = new Map<string, { name: string | null; things: Map<string, DigestThing> }>();
  const rows = notifications.map((notification) => {
    const { group, resource } = notification;
    const key = group?.id ?? "";
    const place = groups.get(key) ?? { name: group ? plain(group.name) || "a group" : null, things: new Map() };
    groups.set(key, place);
    const ref = `${resource.type}/${resource.id}`;
    const thing = place.things.get(ref) ?? { name: plain(resource.name) || `a ${resource.type}`, rows: [] };
    place.things.set(ref, thing);
    const row = rowOf(notification, thing.name, timeZone, pictured.has(notification.id));
    thing.rows.push(row);
    return row;
  });
  const counted = total === 0 ? "Nothing is unread" : `${total} unread notification${total === 1 ? "" : "s"}`;
  const more = total - notifications.length;
  const names = [...groups.values()].map(({ name }) => name);
  // Of those not told nobody knows here where they belong.
  const summary =
    total === 0 || more > 0 || names.includes(null) ? counted : `${counted} in ${listed(names as string[])}`;
  const [first] = rows;
  return {
    subject: shorten(total === 1 && first ? sentenceOf(first) : summary, 120),
    summary,
    glance: shorten(rows.slice(0, 4).map(sentenceOf).join(" · "), 240),
    groups: [...groups.values()].map((group) => {
      const things = [...group.things.values()];
      return { name: group.name, things, headed: things.some(({ rows }) => rows.length > 1) };
    }),
    more,
  };
}

function rowOf(notification: Notification, thing: string, timeZone: string, pictured: boolean): DigestRow {
  const { id, verb, message, parts, reasons, occurredAt } = notification;
  const changes = summarizeChanges(verb, notification.changes).map(plain);
  const pieces = parts.map(({ kind, text }) => ({ text: plain(text), bold: kind !== "text" && kind !== "group" }));
  const alt = [thing, ...(changes.length > 0 ? [changes.join(" · ")] : [])].join(": ");
  return {
    id,
    parts: pieces.length > 0 ? pieces.filter(({ text }) => text !== "") : [{ text: plain(message), bold: false }],
    changes,
    because: plain(because(reasons)),
    when: clockIn(timeZone, occurredAt),
    picture: pictured ? { cid: pictureId(id), alt: `Picture of ${alt}` } : null,
  };
}

export const sentenceOf = ({ parts }: DigestRow): string => parts.map(({ text }) => text).join(" ");

/** The Content-ID of a notification's picture, unique in its mail. */
export const pictureId = (id: string): string => `${id}.picture@graphspace`;

const listed = (names: string[]) => (names.length > 2 ? `${names.length} groups` : names.join(" and "));

const shorten = (text: string, length: number) => (text.length > length ? `${cutText(text, length - 1)}…` : text);
