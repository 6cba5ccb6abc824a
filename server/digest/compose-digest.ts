import { createElement } from "react";
import type { Notification } from "../contract/notification";
import { arrangeDigest, type DigestContent } from "./arrange-digest";
import { DigestEmail } from "./digest-email";
import type { DigestLinks } from "./links";

export type Composed = { subject: string; html: string; text: string };

/**
 * Writes one mail, as HTML and as plain text that says the same. Pure.
 * @param total how many it covers; `notifications` are the newest of them
 */
export async function composeDigest(
  { notifications, total }: { notifications: Notification[]; total: number },
  links: DigestLinks,
): Promise<Composed> {
  const content = arrangeDigest(notifications, total);
  // Loaded here: Next refuses a page whose imports name it.
  const { renderToStaticMarkup } = await import("react-dom/server");
  const html = `<!doctype html>${renderToStaticMarkup(createElement(DigestEmail, { content, links }))}`;
  return { subject: content.subject, html, text: inText(content, links) };
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
