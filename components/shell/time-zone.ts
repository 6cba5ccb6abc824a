import { ownTimeZone } from "../ui/own-time-zone";

export const timeZoneCookie = "time-zone";

/** The zone that a browser told of in its cookie; UTC for one that has not been here. */
export function readTimeZone(value: string | undefined): string {
  try {
    const zone = decodeURIComponent(value ?? "");
    return new Intl.DateTimeFormat("en", { timeZone: zone || "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** Tells the server, so that the next page it renders has this reader's days. */
export function rememberTimeZone(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${timeZoneCookie}=${encodeURIComponent(ownTimeZone())}; path=/; max-age=31536000; samesite=lax`;
}
