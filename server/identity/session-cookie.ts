import type { Config } from "../config";

type Place = Pick<Config, "secure">;

/** `__Host-` pins the cookie to this very host; browsers silently drop it over plain http. */
export const sessionCookieName = ({ secure }: Place) => (secure ? "__Host-graphspace" : "graphspace");

const attributes = ({ secure }: Place) => `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** The longest that browsers keep a cookie; the session row is what really expires. */
const cookieSeconds = 400 * 24 * 60 * 60;

/** The `Set-Cookie` value that signs in. */
export const sessionCookie = (place: Place, token: string) =>
  `${sessionCookieName(place)}=${token}; ${attributes(place)}; Max-Age=${cookieSeconds}`;

/** The same for `cookies().set`, where a form signs in. */
export const sessionCookieOptions = (place: Place) => ({
  name: sessionCookieName(place),
  path: "/",
  httpOnly: true,
  sameSite: "lax" as const,
  secure: place.secure,
  maxAge: cookieSeconds,
});

/** The `Set-Cookie` value that signs out. */
export const clearedCookie = (place: Place) => `${sessionCookieName(place)}=; ${attributes(place)}; Max-Age=0`;

/** The session token in a `Cookie` header, or null. */
export function readSessionCookie(place: Place, header: string | null | undefined): string | null {
  const name = sessionCookieName(place);
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null;
  }
  return null;
}
