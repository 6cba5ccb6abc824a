import type { Notification } from "@/server/contract/notification";
import { because, summarizeChanges } from "@/server/contract/wording";

export type Feed = {
  notifications: Notification[];
  /** Stays the same when the link is made anew, so that readers know what they have shown. */
  feedId: string;
  /** The filter in the query language, "" for the Inbox. */
  query: string;
  baseUrl: string;
  /** The address that was asked; with another filter it is another feed. */
  self: string;
};

/**
 * One person's notifications as an Atom feed (RFC 4287), newest first. Pure, and the same for the same
 * notifications: its digest is the ETag.
 */
export function composeFeed({ notifications, feedId, query, baseUrl, self }: Feed): string {
  // RFC 4151; a tag names no port.
  const tag = (specific: string) => `tag:${new URL(baseUrl).hostname.replace(/[[\]:]/g, "")},2026:${specific}`;
  const inbox = `${baseUrl}/notifications${query && `?query=${encodeURIComponent(query)}`}`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>${text(tag(`feed/${feedId}${new URL(self).search}`))}</id>
  <title>${text(query ? `GraphSpace: ${query}` : "GraphSpace notifications")}</title>
  <updated>${notifications[0]?.arrivedAt ?? "1970-01-01T00:00:00.000Z"}</updated>
  <author><name>GraphSpace</name></author>
  <icon>${text(baseUrl)}/favicon.ico</icon>
  <link rel="self" type="application/atom+xml" href="${text(self)}"/>
  <link rel="alternate" type="text/html" href="${text(inbox)}"/>
${notifications.map((each) => entry(each, tag(`notification/${each.id}`), baseUrl)).join("")}</feed>
`;
}

const entry = (notification: Notification, id: string, baseUrl: string) => `  <entry>
    <id>${text(id)}</id>
    <title>${text(notification.message)}</title>
    <published>${notification.occurredAt}</published>
    <updated>${notification.arrivedAt}</updated>
    <author><name>${text(notification.actor?.name || "GraphSpace")}</name></author>
    <link rel="alternate" type="text/html" href="${text(`${baseUrl}/notifications/open/${notification.id}`)}"/>
${[...notification.types, notification.verb].map((term) => `    <category term="${text(term)}"/>\n`).join("")}\
    <summary>${text(summaryOf(notification))}</summary>
  </entry>
`;

const summaryOf = ({ verb, changes, reasons, group }: Notification) =>
  [...summarizeChanges(verb, changes), group?.name, because(reasons)].filter(Boolean).join(" · ");

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Names are hostile: no markup comes of them, nor a character that XML 1.0 has no place for. */
const text = (value: string) =>
  value
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML refuses
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities[character] as string);
