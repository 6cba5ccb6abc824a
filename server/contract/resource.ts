import { z } from "zod";
import { isSafeUrl, maxId, resourceTypes } from "./resource-ref";

export * from "./resource-ref";

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

export const resourceType = z.enum(resourceTypes);

/** A name shown to people. Hostile text is welcome here; it is escaped where it is shown. */
export const displayName = z.string().max(256, "must be at most 256 characters");

/** People are named by their exact e-mail; GraphSpace also has user names that are none (`flud`). */
export const personName = z.string().min(1).max(256, "must be at most 256 characters");

/** A path on this site or an absolute http(s) address; never `javascript:` or protocol-relative. */
export const safeUrl = z
  .string()
  .max(2048)
  .refine((url) => isSafeUrl(url), "must be a path or an http(s) address");
