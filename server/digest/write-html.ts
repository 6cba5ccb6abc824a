import type { DigestContent, DigestRow, DigestThing } from "./arrange-digest";
import { type Html, html } from "./html";
import type { DigestLinks } from "./links";
import { pictureSize } from "./rasterize-picture";

const font = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const ink = "color:#1c2430;";
const soft = "color:#5b6573;font-size:12px;line-height:18px;";
const link = "color:#0b67b2;text-decoration:underline;";
const ruled = "border-top:1px solid #e2e5ea;";
/** A change by its sign. */
const tones = { "+": ["added", "color:#15803d;"], "−": ["removed", "color:#c0362c;"] } as const;

/** Mail programs that know no dark mode show the inline colours; the others take these. */
const darkMode = html`
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  @media (prefers-color-scheme: dark) {
    .ground { background-color: #14171b !important; }
    .card { background-color: #1b1f24 !important; border-color: #343a42 !important; }
    .ink { color: #e9ecf0 !important; }
    .soft { color: #aab2bd !important; }
    .link { color: #6cb6f0 !important; }
    .added { color: #6fd08c !important; }
    .removed { color: #f0938a !important; }
    .line { border-color: #343a42 !important; }
    .button { background-color: #6cb6f0 !important; color: #14171b !important; }
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
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${content.glance}</div>
<table role="presentation" class="card" align="center" width="600" cellpadding="0" cellspacing="0" style="background-color:#ffffff;border:1px solid #e2e5ea;border-radius:12px;max-width:600px;width:100%;">
<tr><td style="padding:20px 24px;">
<p class="soft" style="${soft}font-weight:600;margin:0 0 12px;">GraphSpace</p>
<h1 class="ink" style="${ink}font-size:20px;line-height:26px;margin:0 0 20px;">${content.summary}</h1>
${content.groups.map(
  ({ name, things, headed }) => html`
${
  (name !== null || content.groups.length > 1) &&
  html`<h2 class="ink" style="${ink}font-size:15px;line-height:20px;margin:24px 0 8px;">${name ?? "Without a group"}</h2>`
}
${things.map((thing) => writeThing(thing, headed, links))}`,
)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td class="line" style="${ruled}padding:20px 0;">
<a href="${links.inbox}" class="button" style="background-color:#0b67b2;border-radius:8px;color:#ffffff;display:inline-block;font-size:14px;font-weight:600;line-height:20px;padding:10px 16px;text-decoration:none;" target="_blank">Open your notifications</a>${
    content.more > 0 &&
    html`<span class="ink" style="${ink}font-size:14px;padding-left:12px;">and ${content.more} more</span>`
  }
</td></tr></table>
<p class="soft" style="${soft}margin:0;">You asked for this mail. ${anchor(links.settings, "Change when it comes")}${
    links.unsubscribe && html` or ${anchor(links.unsubscribe, "unsubscribe")}`
  }.</p>
</td></tr>
</table>
</body>
</html>
`.markup;

const writeThing = ({ name, rows }: DigestThing, headed: boolean, links: DigestLinks): Html => html`
${headed && html`<h3 class="soft" style="${soft}font-weight:600;margin:12px 0 6px;">${name}</h3>`}
${rows.map((row) => writeRow(row, links.open(row.id)))}`;

const writeRow = (row: DigestRow, href: string): Html => {
  const { width, height } = pictureSize;
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr>
<td class="line" valign="top" style="${ruled}padding:12px 0;">
<a href="${href}" class="ink" style="${ink}font-size:14px;line-height:20px;text-decoration:none;" target="_blank">${row.parts.map(
    ({ text, bold }, index) => html`${index > 0 && " "}${bold ? html`<strong>${text}</strong>` : text}`,
  )}</a>
${row.changes.length > 0 && html`<div class="ink" style="${ink}font-size:13px;line-height:20px;">${row.changes.map(writeChange)}</div>`}
<div class="soft" style="${soft}"><span style="white-space:nowrap;">${row.when}</span> · ${row.because}</div>
</td>${
    row.picture &&
    html`
<td class="line" valign="top" align="right" width="${width + 14}" style="${ruled}padding:12px 0 12px 12px;"><a href="${href}" target="_blank"><img src="cid:${row.picture.cid}" alt="${row.picture.alt}" width="${width}" height="${height}" class="picture" style="background-color:#f7f8fa;border:1px solid #e2e5ea;border-radius:6px;display:block;font-size:11px;line-height:13px;"></a></td>`
  }
</tr></table>`;
};

const writeChange = (change: string): Html => {
  const [name, style] = tones[change[0] as keyof typeof tones] ?? ["ink", ink];
  return html`<span class="${name}" style="${style}padding-right:12px;white-space:nowrap;">${change}</span> `;
};
