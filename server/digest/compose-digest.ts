import type { Notification } from "../contract/notification";
import { arrangeDigest, type DigestContent, pictureId } from "./arrange-digest";
import { drawPictures } from "./draw-pictures";
import type { DigestLinks } from "./links";
import { writeHtml } from "./write-html";

/** `pictures` are PNGs that the HTML names by `cid:`. */
export type Composed = { subject: string; html: string; text: string; pictures: { cid: string; png: Buffer }[] };

/**
 * Writes one mail, as HTML and as plain text that says the same. Pure.
 * @param total how many it covers; `notifications` are the newest of them
 */
export function composeDigest(
  { notifications, total }: { notifications: Notification[]; total: number },
  links: DigestLinks,
): Composed {
  const drawn = drawPictures(notifications);
  const content = arrangeDigest(notifications, total, new Set(drawn.keys()));
  return {
    subject: content.subject,
    html: writeHtml(content, links),
    text: inText(content, links),
    pictures: [...drawn].map(([id, png]) => ({ cid: pictureId(id), png })),
  };
}

function inText({ summary, groups, more }: DigestContent, links: DigestLinks): string {
  const lines = [summary, links.inbox, ""];
  for (const { name, things } of groups) {
    if (name !== null || groups.length > 1) lines.push(`== ${name ?? "Without a group"} ==`, "");
    for (const thing of things) {
      lines.push(thing.name);
      for (const row of thing.rows) {
        lines.push(`- ${row.text}${row.changes ? ` (${row.changes})` : ""}`);
        lines.push(`  ${row.because}`, `  ${links.open(row.id)}`);
      }
      lines.push("");
    }
  }
  if (more > 0) lines.push(`and ${more} more: ${links.inbox}`, "");
  lines.push("--", `You asked for this mail. Change when it comes: ${links.settings}`);
  if (links.unsubscribe) lines.push(`Unsubscribe: ${links.unsubscribe}`);
  return `${lines.join("\n")}\n`;
}
