import { cutText } from "../contract/cut-text";
import type { Notification } from "../contract/notification";
import { because, summarizeChanges } from "../contract/wording";
import { plain } from "./plain";

export type DigestRow = {
  id: string;
  text: string;
  changes: string;
  because: string;
  /** A small drawing of what changed, which travels inside the mail. */
  picture: { cid: string; alt: string } | null;
};
export type DigestThing = { name: string; kind: string; rows: DigestRow[] };
export type DigestGroup = { name: string | null; things: DigestThing[] };
/** What a mail says, arranged by group and thing; HTML and plain text are two ways to write it. */
export type DigestContent = {
  subject: string;
  summary: string;
  groups: DigestGroup[];
  /** How many more there are than are told. */
  more: number;
};

/**
 * Arranges one person's notifications: counts first, then groups, then things, newest first.
 * @param pictured the notifications of which there is a picture
 */
export function arrangeDigest(
  notifications: Notification[],
  total: number,
  pictured: ReadonlySet<string> = new Set(),
): DigestContent {
  const groups = new Map<string, { name: string | null; things: Map<string, DigestThing> }>();
  for (const notification of notifications) {
    const { group, resource } = notification;
    const key = group?.id ?? "";
    const place = groups.get(key) ?? { name: group ? plain(group.name) || "a group" : null, things: new Map() };
    groups.set(key, place);
    const ref = `${resource.type}/${resource.id}`;
    const thing = place.things.get(ref) ?? {
      name: plain(resource.name) || `a ${resource.type}`,
      kind: resource.type,
      rows: [],
    };
    place.things.set(ref, thing);
    const changes = plain(summarizeChanges(notification.verb, notification.changes).join(" · "));
    const alt = `${thing.name}${changes && `: ${changes}`}`;
    thing.rows.push({
      id: notification.id,
      text: plain(notification.message),
      changes,
      because: plain(because(notification.reasons)),
      picture: pictured.has(notification.id) ? { cid: pictureId(notification.id), alt: `Picture of ${alt}` } : null,
    });
  }
  const things = new Set(notifications.map(({ resource }) => `${resource.type}/${resource.id}`)).size;
  const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const more = total - notifications.length;
  const about = more > 0 ? "" : ` about ${things === 1 ? "one thing" : `${things} things`}`;
  const [first] = notifications;
  return {
    subject:
      total === 1 && first ? shorten(plain(first.message), 120) : `${counted(total, "unread notification")}${about}`,
    summary: `${counted(total, "unread notification")}${about}`,
    groups: [...groups.values()].map(({ name, things }) => ({ name, things: [...things.values()] })),
    more,
  };
}

/** The Content-ID of a notification's picture, unique in its mail. */
export const pictureId = (id: string): string => `${id}.picture@graphspace`;

const shorten = (text: string, length: number) => (text.length > length ? `${cutText(text, length - 1)}…` : text);
