import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits for a cookie or an Authorization header. */
export const newToken = () => randomBytes(32).toString("base64url");

/** How a token is stored: it is random, so a plain digest is enough. */
export const tokenHash = (token: string) => createHash("sha256").update(token).digest("hex");

/** Marks a password hash without revealing it; a session remembers the mark of the password it began with. */
export const passwordMark = (secret: string, passwordHash: string) =>
  createHmac("sha256", secret).update(`password-mark\0${passwordHash}`).digest("base64url");

/** Compares two secrets in constant time. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
