import type { DigestContent, DigestRow, DigestThing } from "./arrange-digest";
import { type Html, html } from "./html";
import type { DigestLinks } from "./links";
import { pictureSize } from "./rasterize-picture";

const font = "-apple-system, 'Segoe UI', Inter, Roboto, Helvetica, Arial, sans-serif";
const ink = "color:#1c2430;";
const soft = "color:#5b6573;font-size:12px;line-height:16px;";
const link = "color:#0b67b2;text-decoration:underline;";
const ruled = "border:0;border-top:1px solid #e2e5ea;margin:20px 0 12px;";

/** Mail programs that know no dark mode show the inline colours; the others take these. */
const darkMode = html`
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .ground { background-color: #14171b !important; }
    .card { background-color: #1b1f24 !important; border-color: #343a42 !important; }
    .ink { color: #e9ecf0 !important; }
    .soft { color: #aab2bd !important; }
    .link { color: #6cb6f0 !important; }
    .line { border-color: #343a42 !important; }
    .picture { background-color: #14171b !important; border-color: #343a42 !important; }
  }`;

const anchor = (href: string, text: string) =>
  html`<a href="${href}" class="link" style="${link}" target="_blank">${text}</a>`;

/** The digest as HTML: everything that came from somebody is text, so that no name can be markup. */
export const writeHtml = (content: DigestContent, links: DigestLinks): string =>
  html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${content.subject}</title>
<style>${darkMode}</style>
</head>
<body class="ground" style="background-color:#f7f8fa;font-family:${font};margin:0;padding:24px 12px;">
<table role="presentation" class="card" align="center" width="100%" cellpadding="0" cellspacing="0" style="background-color:#ffffff;border:1px solid #e2e5ea;border-radius:12px;max-width:600px;">
<tr><td style="padding:20px 24px;">
<h1 class="ink" style="${ink}font-size:20px;line-height:26px;margin:0 0 4px;">${content.summary}</h1>
<p class="soft" style="${soft}margin:0 0 12px;">${anchor(links.inbox, "Open your notifications")}</p>
${content.groups.map(
  ({ name, things }) => html`
${
  (name !== null || content.groups.length > 1) &&
  html`<h2 class="ink" style="${ink}font-size:16px;line-height:22px;margin:16px 0 4px;">${name ?? "Without a group"}</h2>`
}
${things.map((thing) => writeThing(thing, links))}`,
)}
${
  content.more > 0 &&
  html`<p class="ink" style="${ink}font-size:14px;margin:16px 0 0;">${anchor(links.inbox, `and ${content.more} more`)}</p>`
}
<hr class="line" style="${ruled}">
<p class="soft" style="${soft}margin:0;">You asked for this mail. ${anchor(links.settings, "Change when it comes")}${
    links.unsubscribe && html` or ${anchor(links.unsubscribe, "unsubscribe")}`
  }.</p>
</td></tr>
</table>
</body>
</html>
`.markup;

const writeThing = ({ name, rows }: DigestThing, links: DigestLinks): Html => html`
<h3 class="soft" style="${soft}font-weight:600;margin:10px 0 2px;">${name}</h3>
${rows.map((row) => writeRow(row, links.open(row.id)))}`;

const writeRow = (row: DigestRow, href: string): Html => {
  const words = html`${anchor(href, row.text)}${row.changes && ` (${row.changes})`}<br>
<span class="soft" style="${soft}">${row.because}</span>`;
  const text = `${ink}font-size:14px;line-height:20px;`;
  if (!row.picture) return html`<p class="ink" style="${text}margin:0 0 8px;">${words}</p>`;
  const { width, height } = pictureSize;
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 8px;"><tr>
<td class="ink" valign="top" style="${text}">${words}</td>
<td valign="top" align="right" width="${width + 10}" style="padding:2px 0 0 8px;"><img src="cid:${row.picture.cid}" alt="${row.picture.alt}" width="${width}" height="${height}" class="picture" style="background-color:#f7f8fa;border:1px solid #e2e5ea;border-radius:6px;display:block;font-size:11px;line-height:13px;"></td>
</tr></table>`;
};
