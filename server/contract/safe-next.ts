import { isSafeUrl } from "./resource";

/** Where to go after signing in: a path on this site, never another one and never sign-in itself. */
export const safeNext = (next: string | null | undefined, otherwise = "/notifications"): string =>
  next?.startsWith("/") && isSafeUrl(next) && !/^\/sign-(in|up|out)\b/.test(next) ? next : otherwise;
