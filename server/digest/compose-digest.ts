import { arrangeDigest, type DigestContent, type Digested, pictureId, sentenceOf } from "./arrange-digest";
import { drawPictures } from "./draw-pictures";
import type { DigestLinks } from "./links";
import { writeHtml } from "./write-html";

/** `pictures` are PNGs that the HTML names by `cid:`. */
export type Composed = { subject: string; html: string; text: string; pictures: { cid: string; png: Buffer }[] };

/** Writes one mail, as HTML and as plain text that says the same. Pure. */
export function composeDigest(digested: Digested, links: DigestLinks): Composed {
  const drawn = drawPictures(digested.notifications);
  const content = arrangeDigest(digested, new Set(drawn.keys()));
  return {
    subject: content.subject,
    html: writeHtml(content, links),
    text: inText(content, links),
    pictures: [...drawn].map(([id, png]) => ({ cid: pictureId(id), png })),
  };
}

function inText({ summary, groups, more }: DigestContent, links: DigestLinks): string {
  const lines = [summary, links.inbox, ""];
  for (const { name, things, headed } of groups) {
    if (name !== null || groups.length > 1) lines.push(`== ${name ?? "Without a group"} ==`, "");
    for (const { name, rows } of things) {
      if (headed) lines.push(`${name}:`, "");
      for (const row of rows) {
        lines.push(`* ${sentenceOf(row)}`);
        if (row.changes.length > 0) lines.push(`  ${row.changes.join(" · ")}`);
        lines.push(`  ${row.when} · ${row.because}`, `  ${links.open(row.id)}`, "");
      }
    }
  }
  if (more > 0) lines.push(`and ${more} more: ${links.inbox}`, "");
  lines.push("-- ", `You asked for this mail. Change when it comes: ${links.settings}`);
  if (links.unsubscribe) lines.push(`Unsubscribe: ${links.unsubscribe}`);
  return `${lines.join("\n")}\n`;
}
