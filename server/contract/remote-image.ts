/** A graph may ask for pictures from this many servers; a page's content security policy stays readable. */
export const maxImageOrigins = 20;

const origin = /^https?:\/\/[a-z0-9_-]+(\.[a-z0-9_-]+)*(:\d{1,5})?$/;

/** Whether this is an origin and nothing else: it goes into a content security policy, so no `;`, space or `*`. */
export const isImageOrigin = (text: string): boolean => text.length <= 260 && origin.test(text);

export type RemoteImage = { href: string; origin: string };

/** A picture on another server, as styles (`url(…)` or plain) and popups name it; null for anything else. */
export function readRemoteImage(text: string): RemoteImage | null {
  const trimmed = text.trim();
  // In steps, since one pattern for all of it would try every way to share out a thousand spaces.
  const given = (/^url\((.*)\)$/i.exec(trimmed)?.[1] ?? trimmed)
    .trim()
    .replace(/^["']|["']$/g, "")
    .trim();
  const address = given.startsWith("//") ? `https:${given}` : given;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return isImageOrigin(url.origin) && url.username === "" && url.password === ""
    ? { href: url.href, origin: url.origin }
    : null;
}

/** A picture that travels in the text itself. */
export const isInlineImage = (text: string): boolean =>
  /^(url\(["']?)?data:image\/(png|jpe?g|gif|webp|svg\+xml)[;,]/i.test(text);
