import { z } from "zod";

/** PostgreSQL `serial`: what GraphSpace's ids can be. */
export const maxId = 2_147_483_647;

/** A GraphSpace id as it arrives: a number, or a decimal string (from a URL). Leaves as a number. */
export const resourceId = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^[1-9]\d{0,9}$/, "must be a positive integer")
      .transform(Number),
  ])
  .pipe(z.number().int("must be an integer").min(1, "must be at least 1").max(maxId, `must be at most ${maxId}`));

export const resourceTypes = ["graph", "layout", "group"] as const;
export const resourceType = z.enum(resourceTypes);
export type ResourceType = z.infer<typeof resourceType>;

/** A resource by type and id: what can be watched, shared or deleted. */
export type ResourceRef = { type: ResourceType; id: number };

/** The text form of a reference, also the Kafka key and the CloudEvents `subject`: `graph/42`. */
export const resourceKey = (ref: ResourceRef): string => `${ref.type}/${ref.id}`;

/** A name shown to people. Hostile text is welcome here; it is escaped where it is shown. */
export const displayName = z.string().max(256, "must be at most 256 characters");

/** People are named by their exact e-mail; GraphSpace also has user names that are none (`flud`). */
export const personName = z.string().min(1).max(256, "must be at most 256 characters");

/** A path on this site or an absolute http(s) address; never `javascript:` or protocol-relative. */
export const safeUrl = z
  .string()
  .max(2048)
  .refine((url) => isSafeUrl(url), "must be a path or an http(s) address");

export function isSafeUrl(url: string): boolean {
  // Browsers drop tabs and newlines and read a backslash as a slash, so none may appear.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u0020\u007f\\]/.test(url)) return false;
  if (url.startsWith("/")) return !url.startsWith("//");
  return /^https?:\/\/[^/]/i.test(url);
}
