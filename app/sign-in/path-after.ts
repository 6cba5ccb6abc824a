import { isSafeUrl } from "@/server/contract/resource-ref";

/** Where to go after signing in: a path of this site that was asked for, or the inbox. Never another site. */
export function pathAfter(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !isSafeUrl(next)) return "/notifications";
  return /^\/sign-(in|up)\b/.test(next) ? "/notifications" : next;
}
