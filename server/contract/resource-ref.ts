// No zod here: this part of the contract is loaded by every page.

/** PostgreSQL `serial`: what GraphSpace's ids can be. */
export const maxId = 2_147_483_647;

export const resourceTypes = ["graph", "layout", "group"] as const;
export type ResourceType = (typeof resourceTypes)[number];

/** A resource by type and id: what can be watched, shared or deleted. */
export type ResourceRef = { type: ResourceType; id: number };

/** The text form of a reference, also the Kafka key and the CloudEvents `subject`: `graph/42`. */
export const resourceKey = (ref: ResourceRef): string => `${ref.type}/${ref.id}`;

/** A GraphSpace id from text; null when it cannot be one. */
export function readId(text: string): number | null {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return id > 0 && id <= maxId ? id : null;
}

/** A path on this site or an absolute http(s) address; never `javascript:` or protocol-relative. */
export function isSafeUrl(url: string): boolean {
  // Browsers drop tabs and newlines and read a backslash as a slash, so none may appear.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u0020\u007f\\]/.test(url)) return false;
  if (url.startsWith("/")) return staysHere(url);
  return /^https?:\/\/[^/]/i.test(url);
}

/** Dots are resolved first: `/..//evil.example` becomes `//evil.example`, another site to whoever follows it. */
function staysHere(path: string): boolean {
  const here = "http://here.invalid";
  if (!URL.canParse(path, here)) return false;
  const { origin, pathname } = new URL(path, here);
  return origin === here && !pathname.startsWith("//");
}
